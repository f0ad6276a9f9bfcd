/**
 * @file The panel next to the rows, and its list of edits of the dataset in use, newest first, each with an Undo
 * button.
 */
import type { ReactNode } from 'react'
import { stepText } from '../../../../data/edit-steps'
import { rowEditsText as text } from '../../../../messages/en/data/row-edits'
import { rowsText } from '../../../../messages/en/data/rows'
import { when } from '../../../../messages/format'
import { Button } from '../../../kit/button'
import { IconButton } from '../../../kit/icon-button'
import { useRunCommand, useSelect } from '../../../studio-context'
import kit from '../../../kit/kit.module.css'
import styles from './side-panel.module.css'

/** The edits of the dataset in use, including edits that were undone. */
export function EditsPanel({ onClose }: { readonly onClose: () => void }) {
  const run = useRunCommand()
  const dataset = useSelect((state) => state.sets.sets.find(({ id }) => id === state.project.data.dataset))
  const steps = dataset?.steps ?? []
  const undone = dataset?.undone ?? []
  return (
    <SidePanel
      title={text.panel.title}
      onClose={onClose}
      actions={
        <>
          <Button size="small" disabled={steps.length === 0} onClick={() => run('dataset.undo')}>
            {text.panel.undo}
          </Button>
          <Button size="small" disabled={undone.length === 0} onClick={() => run('dataset.redo')}>
            {text.panel.redo}
          </Button>
        </>
      }
    >
      {steps.length === 0 && undone.length === 0 && <p className={kit.missing}>{text.panel.none}</p>}
      <ol className={styles.edits}>
        {[...steps, ...undone]
          .map((step, i) => {
            const isUndone = i >= steps.length
            const by = typeof step.at === 'string' ? text.panel.byYouAt({ when: when(step.at) }) : text.panel.byYou
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: a step is known by its place
              <li key={i} data-undone={isUndone ? 'yes' : undefined}>
                <p>{stepText(step)}</p>
                <p className={`${kit.wrap} ${kit.anywhere}`}>
                  <span className={`${kit.faintCaption} ${kit.grow}`}>{isUndone ? text.panel.undone : by}</span>
                  {isUndone ? (
                    <Button size="small" tone="quiet" onClick={() => run('dataset.redo', { to: i + 1 })}>
                      {text.panel.redoTo}
                    </Button>
                  ) : (
                    <Button size="small" tone="quiet" onClick={() => run('dataset.undo', { step: i })}>
                      {text.panel.undoOne}
                    </Button>
                  )}
                  {i < steps.length - 1 && (
                    <Button size="small" tone="quiet" onClick={() => run('dataset.undo', { to: i + 1 })}>
                      {text.panel.backTo}
                    </Button>
                  )}
                </p>
              </li>
            )
          })
          .toReversed()}
      </ol>
    </SidePanel>
  )
}

interface SidePanelProps {
  readonly title: string
  readonly onClose: () => void
  /** Buttons next to the title. */
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** A panel at the right of the rows; Escape closes it. */
export function SidePanel({ title, onClose, actions, children }: SidePanelProps) {
  return (
    <aside
      className={styles.side}
      aria-label={title}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return
        event.preventDefault()
        onClose()
      }}
    >
      <div className={`${kit.rowTight} ${styles.sideHead}`}>
        <h3 className={kit.grow}>{title}</h3>
        {actions}
        <IconButton label={rowsText.close} icon="close" tone="quiet" size="small" tip="none" onClick={onClose} />
      </div>
      <div className={styles.sideBody}>{children}</div>
    </aside>
  )
}
