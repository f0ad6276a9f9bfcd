/** @file useRunLength: the steps the plan's run would have: by its rows where they are loaded, else by their share of the set. */
import { schemaOf } from '../../compile/picked'
import type { AppState } from '../../studio/state'
import { useSelect } from '../studio-context'
import type { RunLength } from './rate-curve'

/** Steps of the run and of one of its epochs, at least one. */
export function useRunLength(): RunLength {
  const rows = useSelect(trainingRows)
  const { batchSize, epochs } = useSelect(({ project }) => project.plan)
  const perEpoch = Math.max(1, Math.ceil(rows / batchSize))
  return { steps: perEpoch * epochs, perEpoch }
}

function trainingRows({ data, project }: AppState): number {
  if (data.tag === 'ready') return data.split.train.length
  const schema = schemaOf(project.data)
  const pool = (schema?.rows ?? 0) - (schema?.testRows ?? 0)
  return Math.round(project.plan.split.train * Math.min(project.data.samples ?? pool, pool))
}
