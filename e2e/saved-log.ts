/** @file Reads how much of a service's log is on disk, because a test must not leave the page before. */
import { expect, type Page } from '@playwright/test'

/** Waits until the log on disk has this number of requests, or all that the page has. */
export async function untilLogSaved(page: Page, requests?: number): Promise<void> {
  const wanted = requests ?? (await page.evaluate(() => window.netloom.state().operate?.requests))
  await expect.poll(() => page.evaluate(savedRequests)).toBe(wanted)
}

/** The number of requests in the newest log on disk. Runs in the page. */
function savedRequests(): Promise<number> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('netloom')
    opening.onerror = () => reject(opening.error)
    opening.onsuccess = () => {
      const database = opening.result
      const heads = database.transaction('serviceLogs').objectStore('serviceLogs').getAll()
      heads.onsuccess = () => {
        database.close()
        resolve(Math.max(0, ...heads.result.map(({ value }) => value.next)))
      }
    }
  })
}
