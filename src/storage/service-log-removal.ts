/** @file removeServiceLogs: apart from the logs themselves, which are loaded with the room that operates services. */
import type { Transaction } from './engine'

/** Takes away the logs of all services of a project and what people said of their requests, in its own removal's transaction. */
export async function removeServiceLogs(t: Transaction, project: string): Promise<void> {
  for (const store of ['serviceLogs', 'serviceLogParts'] as const) {
    for (const key of await t.keys(store)) if (String(key[0]).startsWith(`${project} `)) await t.remove(store, key)
  }
  for (let part = 0; await t.get('settings', handLabelsKey(project, part)); part++)
    await t.remove('settings', handLabelsKey(project, part))
}

/** Where a part of the labels that people gave in a project is kept, among the settings. */
export function handLabelsKey(project: string, part: number): string {
  return `labels ${project} ${part}`
}
