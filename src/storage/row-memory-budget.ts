/**
 * @file The memory budget for rows: if a dataset is larger than the budget, its images and arrays stay outside memory.
 */
import type { Storage } from './records'

const DEFAULT_ROWS_MB = 512
/** The smallest budget that the user can set, in megabytes. */
export const LEAST_ROWS_MB = 1
export const MOST_ROWS_MB = 65_536

const KEY = 'rowsBudget'
const MB = 2 ** 20

/** The budget in megabytes: the user's setting, or the default if there is none. */
export async function rowsBudget(storage: Pick<Storage, 'settings'>): Promise<number> {
  const kept = await storage.settings.get(KEY).catch(() => undefined)
  return isRowsBudget(kept) ? kept : DEFAULT_ROWS_MB
}

/** Saves the budget that the user has set. */
export function keepRowsBudget(storage: Pick<Storage, 'settings'>, megabytes: number): Promise<void> {
  return storage.settings.put(KEY, megabytes)
}

/** Whether this is a valid budget in megabytes. */
export function isRowsBudget(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= LEAST_ROWS_MB && value <= MOST_ROWS_MB
}

/** The budget in bytes. */
export async function rowsBudgetBytes(storage: Pick<Storage, 'settings'>): Promise<number> {
  return MB * (await rowsBudget(storage))
}
