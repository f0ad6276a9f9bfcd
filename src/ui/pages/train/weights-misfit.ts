/** @file useWeightsMisfit: why the newest weights cannot be trained further, shown before the user tries. */
import '../../../messages/en/runs'
import { useMemo } from 'react'
import { checkNetwork, type NetworkReport } from '../../../compile/check-network'
import { schemaOf } from '../../../compile/dataset-of-project'
import type { ProjectContent } from '../../../compile/project'
import { layersWithoutWeights, toKeras, weightsOf } from '../../../compile/to-keras'
import { formatMessage, message } from '../../../messages/message'
import type { AppState } from '../../../studio/state'
import { runInUse } from '../../../studio/training/weights-in-use'
import { useSelect } from '../../studio-context'

/** Why the weights in use do not fit the network as it is now; undefined if they fit or there are none. */
export function useWeightsMisfit(): string | undefined {
  const content = useSelect(trainedContent)
  const report = useSelect((state) => state.report)
  return useMemo(() => content && weightsMisfit(content, report), [content, report])
}

/** The project as it was when the weights in use were trained. */
function trainedContent(state: AppState): ProjectContent | undefined {
  return runInUse(state)?.content
}

/** Why weights that were trained with this content do not fit the network of the report. */
export function weightsMisfit({ networks, data, plan }: ProjectContent, report: NetworkReport): string | undefined {
  const drawing = networks[0]?.drawing
  const before = drawing && checkNetwork(drawing, schemaOf(data), plan).checked
  if (!before || !report.checked) return undefined
  const known = weightsOf(before, toKeras(before)).flatMap(({ specs }) => specs)
  const misfits = layersWithoutWeights(weightsOf(report.checked, toKeras(report.checked)), known)
  return misfits && formatMessage(message('weights-other-network', { layers: misfits }))
}
