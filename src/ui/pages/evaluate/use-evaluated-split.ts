/** @file The split that the Evaluate page shows: the one of the run whose weights are in use. */
import { useMemo } from 'react'
import type { Dataset, Split } from '../../../data/dataset'
import '../../../data/split-strategies'
import { splitFor } from '../../../studio/data/data-session'
import { testSetViews } from '../../../studio/data/test-set-views'
import { evaluatedKey, runOfOtherSplit } from '../../../studio/models/evaluated-split'
import { useSelect } from '../../studio-context'

export interface EvaluatedSplit {
  /** Undefined until the data is loaded: an earlier version is loaded by the first evaluation. */
  readonly split: Split | undefined
  /** How often the test set has been evaluated or viewed. */
  readonly looks: number
  /** Whether the test set has never been evaluated or viewed. */
  readonly isSealed: boolean
}

export function useEvaluatedSplit(): EvaluatedSplit {
  const run = useSelect(runOfOtherSplit)
  const key = useSelect(evaluatedKey)
  const data = useSelect((state) => state.data)
  const evaluated = useSelect((state) => state.evaluated)
  const looks = useSelect((state) => testSetViews(state.testLooks, key))
  const loaded = [data.tag === 'ready' ? data : undefined, evaluated].find((one) => one?.key === key)
  const split = useMemo(() => splitOf(loaded?.dataset, run) ?? loaded?.split, [loaded, run])
  return { split, looks, isSealed: looks === 0 && key !== undefined && split?.test.length !== 0 }
}

/** The split of a run on its rows. */
function splitOf(dataset: Dataset | undefined, run: ReturnType<typeof runOfOtherSplit>): Split | undefined {
  return dataset && run ? splitFor(dataset, run.content.data, run.content.plan) : undefined
}
