/** @file Trains the network of the project from other seeds on the same split, for an ensemble. */
import '../../messages/en/evaluate/ensemble'
import { refuse } from '../../messages/message'
import type { AppContext } from '../context'
import { splitId } from '../models/evaluated-split'
import { isOver, runReached } from './run-lifecycle'

/** The most seeds that are trained in one go. */
export const MOST_SEEDS = 10

/**
 * Trains one run after another, each with the next seed that no run on this split has used. Only the initial weights, the
 * order of the rows, and what else is drawn in training differ. The settings are then as before. Ends early if a run is
 * stopped or fails. Resolves with the ids of the runs.
 */
export async function trainSeeds(studio: AppContext, count: number): Promise<readonly string[]> {
  if (!(count >= 1 && count <= MOST_SEEDS)) return refuse('ensemble-seeds', { seeds: count, most: MOST_SEEDS })
  const { project, runs } = studio.store.getState()
  const { seed, split } = project.plan
  const own = splitId(project)
  const used = new Set(runs.filter(({ content }) => splitId(content) === own).map(({ content }) => content.plan.seed))
  const trained: string[] = []
  try {
    for (let next = seed + 1; trained.length < count; next++) {
      if (used.has(next)) continue
      await studio.run('plan.set', { seed: next, split: { seed: split.seed ?? seed } })
      const id = await studio.run('run.start')
      trained.push(id)
      const ended = await runReached(studio.store, (run) => run.tag === 'idle' || run.id !== id || isOver(run))
      if (ended.tag !== 'done' || ended.id !== id || ended.why === 'stopped') break
    }
  } finally {
    // Not if another project was opened.
    if (studio.store.getState().project.id === project.id)
      await studio.run('plan.set', { seed, split: { seed: split.seed ?? null } })
  }
  return trained
}
