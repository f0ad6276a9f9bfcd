export function isFetched(name: string): boolean
