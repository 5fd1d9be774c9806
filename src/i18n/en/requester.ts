export const requester = {} as const;
