/** @file fitPaged: if the rows do not fit in memory, the analysis worker fits the preparation steps before a run. */
import { toFit } from '../../compile/to-training-job'
import { hasPaged } from '../../data/detect-paged-columns'
import type { AnalysisClient } from '../../protocol/analysis-client'
import type { ReadyData } from './data-session'
import type { Source } from '../training/prepare-run'

/** The data for a run. For in-memory data, the preparation steps are fitted later, when the run is created. */
export async function fitPaged(
  analysis: () => Promise<AnalysisClient>,
  { report, content }: Pick<Source, 'report' | 'content'>,
  ready: ReadyData,
): Promise<ReadyData> {
  if (!hasPaged(ready.dataset) || !report.checked) return ready
  const { split, seed, target } = content.plan
  const key = `${ready.key} ${JSON.stringify([split, seed, target, content.data.samples])} fit`
  return { ...ready, fitted: await (await analysis()).ask('fit', { ...ready, key }, toFit(report, content.plan)) }
}
