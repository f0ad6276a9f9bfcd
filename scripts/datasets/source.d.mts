export function isFetched(name: string, version: string): boolean
