// What people receive: the register that decisions write.
export * from './entitlement.ts';
export * from './entitlement.store.ts';
