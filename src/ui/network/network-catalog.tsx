/**
 * @file The full canvas catalog for networks: layers and their text, the faces of inputs and outputs, and the cost
 * colors.
 */
import { type ComponentType, lazy } from 'react'
import { yieldToMain } from '../../base/yield-to-main'
import type { LayerDef, Shape } from '../../catalog/layer-def'
import { shippedBlocks } from '../../gallery/blocks'
import type { DrawnNode } from '../../graph/drawing'
import { networkText } from '../../messages/en/network'
import { count } from '../../messages/format'
import { isLocked } from '../../studio/lessons/lesson-restrictions'
import { shownReport } from '../../studio/network/block-levels'
import type { CanvasCatalog, LiveParts, ProblemProps } from '../canvas/canvas-catalog'
import styles from '../canvas/node.module.css'
import { Icon } from '../kit/icon'
import { useHeat } from '../pages/build/costs'
import { useOpenPage } from '../shell/open-page'
import { useSelect } from '../studio-context'
import { defOf, FACE_HEIGHTS, layerCatalog } from './layer-catalog'
import { InputFace } from './node-faces/input-face'
import { PredictionFace } from './node-faces/prediction-face'
import help from './problem-help/problem-help.module.css'

/**
 * A part of the canvas that shows values. It loads in a task after the one in which the studio becomes ready. The cast
 * is safe: a lazy component takes the same props.
 */
const live = <K extends keyof LiveParts>(part: K): LiveParts[K] =>
  lazy(async () => {
    await yieldToMain()
    return { default: (await import('./node-faces/wire-flow')).liveParts[part] as ComponentType }
  }) as unknown as LiveParts[K]

/** Layers and Netloom's built-in blocks, with everything the canvas shows about them. */
export const networkCatalog: CanvasCatalog<Shape, LayerDef> = {
  ...layerCatalog,
  blocks: shippedBlocks,
  faces: {
    input: { ...FACE_HEIGHTS.input, Face: InputFace },
    output: { ...FACE_HEIGHTS.output, Face: PredictionFace },
  },
  // not text: names of parts
  live: { Values: live('Values'), Flow: live('Flow'), Legend: live('Legend') },
  Corner: LayerCorner,
  useNodeAttributes: useHeat,
  Picture: lazy(() => import('./problem-help/shape-picture').then(({ ShapePicture }) => ({ default: ShapePicture }))),
  useWorkSteps: () => useOpenPage(({ history }) => history)?.steps?.(),
  SavedVersions: lazy(() =>
    import('../pages/build/history-versions').then(({ HistoryVersions }) => ({ default: HistoryVersions })),
  ),
  Explanation: lazy(async () => {
    const { explain } = await import('../../messages/en/explain')
    return {
      default: ({ problem: { problem } }: ProblemProps) => <p className={help.words}>{explain[problem.code]}</p>,
    }
  }),
}

const text = networkText.corner

/** Content of a layer's top right corner. */
function LayerCorner({ node }: { readonly node: DrawnNode }) {
  const { id, kind, params } = node
  const parameters = useSelect((state) => shownReport(state).parameters.get(id))
  const end = kind === 'input' || kind === 'output' ? text[kind] : undefined
  const isLessonLocked = useSelect((state) => isLocked(state, id))
  return (
    <>
      {isLessonLocked && (
        <span className={styles.lock} role="img" aria-label={text.locked} title={text.lockedTip}>
          <Icon name="lock" size={12} />
        </span>
      )}
      {defOf(kind)?.params.frozen && params.frozen === true && (
        <span className={styles.lock} role="img" aria-label={text.frozen} title={text.frozenTip}>
          <Icon name="lock" size={12} />
        </span>
      )}
      <span
        className={styles.figure}
        title={parameters === undefined || end !== undefined ? undefined : text.parameters({ parameters })}
      >
        {end ?? (parameters === undefined ? '' : count(parameters))}
      </span>
    </>
  )
}
