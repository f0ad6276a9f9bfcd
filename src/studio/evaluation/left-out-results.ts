/** @file What happened when a run was trained again without some rows: its results, which stay on this device. */
import type { AppContext } from '../context'
import type { LeftOut } from '../data/data-analysis'

/** The most results that are kept of a run. */
const KEPT = 20
const keptKey = (run: string) => `left-out:${run}`

/** The results of a run, the newest first; with a row, only those about it. */
export async function keptResults({ storage }: AppContext, run: string, row?: number): Promise<readonly LeftOut[]> {
  const kept = await storage.settings.get(keptKey(run)).catch(() => undefined)
  const all = Array.isArray(kept) ? (kept as readonly LeftOut[]) : []
  return row === undefined ? all : all.filter((one) => one.row === row)
}

/** Stores a result with its recipe, which stays on this device. */
export async function keepResult(studio: AppContext, found: LeftOut): Promise<void> {
  const { run } = found.recipe
  const before = await keptResults(studio, run)
  await studio.storage.settings.put(keptKey(run), [found, ...before].slice(0, KEPT)).catch(() => undefined)
}
