/** @file partTitle: how the parts of a drill's score are called; of a budget, the time that it is reckoned over. */
import type { DrillPart } from '../../../../ops/drill-grade'
import { lengthWords } from '../dock/span'

const TITLES: Readonly<Record<DrillPart['id'], string>> = {
  harm: 'Harm',
  budget: 'Budget left',
  detect: 'Detected',
  mend: 'Mended',
  labels: 'Labels',
  alarms: 'False alarms',
}

/** The title of a part. A drill's budget is for the drill alone, an objective's for its days: the same bad answers use up more of it. */
export function partTitle(id: DrillPart['id'], durationMs: number): string {
  return id === 'budget' ? `${TITLES[id]} of the drill’s ${lengthWords(durationMs)}` : TITLES[id]
}
