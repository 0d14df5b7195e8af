// What people receive: the register that decisions write.

export * from './entitlement.store.ts';
export * from './entitlement.ts';
