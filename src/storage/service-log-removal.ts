/**
 * @file removeServiceLogs: removes the service logs of a project. Kept separate from the log storage, which is loaded
 * only when the Operate page is opened.
 */
import type { Transaction } from './storage-engine'

/**
 * Removes the logs of all services of a project, and the user's labels of their requests, in the same transaction that
 * removes the project.
 */
export async function removeServiceLogs(t: Transaction, project: string): Promise<void> {
  for (const store of ['serviceLogs', 'serviceLogParts'] as const) {
    for (const key of await t.keys(store)) if (String(key[0]).startsWith(`${project} `)) await t.remove(store, key)
  }
  for (let part = 0; await t.get('settings', handLabelsKey(project, part)); part++)
    await t.remove('settings', handLabelsKey(project, part))
}

/** The settings key for one part of a user's labels in a project. */
export function handLabelsKey(project: string, part: number): string {
  return `labels ${project} ${part}`
}
