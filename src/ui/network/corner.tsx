/** @file Corner: top right on a layer: a lock where it is frozen or a lesson locks it, and its parameters, or which end of the network it is. */
import { count } from '../../messages/format'
import type { DrawnNode } from '../../graph/drawing'
import { isLocked } from '../../studio/lesson'
import { shownReport } from '../../studio/levels'
import { useSelect } from '../studio-context'
import { Icon } from '../kit/icon'
import styles from '../canvas/node.module.css'
import { defOf } from './read'

/** What stands in the corner of a layer. */
export function Corner({ node }: { readonly node: DrawnNode }) {
  const { id, kind, params } = node
  const parameters = useSelect((state) => shownReport(state).parameters.get(id))
  const words = kind === 'input' || kind === 'output' ? kind : parameters === undefined ? '' : count(parameters)
  const locked = useSelect((state) => isLocked(state, id))
  return (
    <>
      {locked && (
        <span
          className={styles.lock}
          role="img"
          aria-label="Locked in this lesson"
          title="Locked in this lesson: it stays as it is."
        >
          <Icon name="lock" size={12} />
        </span>
      )}
      {defOf(kind)?.params.frozen && params.frozen === true && (
        <span
          className={styles.lock}
          role="img"
          aria-label="Frozen"
          title="Frozen: training leaves its weights as they are."
        >
          <Icon name="lock" size={12} />
        </span>
      )}
      <span
        className={styles.figure}
        title={parameters === undefined || words === kind ? undefined : `${words} parameters`}
      >
        {words}
      </span>
    </>
  )
}
