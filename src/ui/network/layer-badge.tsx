/**
 * @file LayerCorner: the top right corner of a layer: a lock icon if the layer is frozen or locked by a lesson, and its
 * parameter count, or "input"/"output".
 */
import { networkText } from '../../messages/en/network'
import { count } from '../../messages/format'
import type { DrawnNode } from '../../graph/drawing'
import { isLocked } from '../../studio/lessons/lesson-restrictions'
import { shownReport } from '../../studio/network/block-levels'
import { useSelect } from '../studio-context'
import { Icon } from '../kit/icon'
import styles from '../canvas/node.module.css'
import { defOf } from './layer-catalog'

const text = networkText.corner

/** Content of a layer's top right corner. */
export function LayerCorner({ node }: { readonly node: DrawnNode }) {
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
