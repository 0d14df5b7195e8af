/** Whether anybody has seen the card, or somebody else with the card has taken the number over. */
export type Identity = 'verified' | 'unverified' | 'number-lost';
