/** @file Checkpoint list: the last, best and milestone checkpoints of a run, and the actions available for each. */
import { runsText } from '../../../messages/en/train/runs'
import type { RunRecord } from '../../../storage/records'
import { isOpen } from '../../../studio/find-run'
import { Button } from '../../kit/button'
import { IconButton } from '../../kit/icon-button'
import { Rich } from '../../kit/rich-text'
import { useRunCommand, useSelect } from '../../studio-context'
import { checkpointDetails, checkpointText, isSame, type ShownCheckpoint, shownCheckpoints } from './checkpoints'
import { useResume } from './use-resume'
import layout from './train.module.css'
import styles from '../pages.module.css'

const text = runsText.checkpoints

/** Loads the checkpoints when opened and then keeps them up to date. */
export function CheckpointList({ record }: { readonly record: RunRecord }) {
  const run = useRunCommand()
  const rows = useSelect((state) => state.checkpoints[record.id])
  const shown = rows && shownCheckpoints(rows)
  return (
    <details
      className={layout.checkpoints}
      onToggle={(event) => event.currentTarget.open && run('checkpoints.list', { run: record.id })}
    >
      <summary>{shown && shown.length > 0 ? text.titleAndCount({ checkpoints: shown.length }) : text.title}</summary>
      {shown?.length === 0 && <p className={styles.soft}>{text.none}</p>}
      <ul>
        {shown?.map((one) => (
          <One key={`${one.role}${one.row.generation}`} record={record} shown={one} />
        ))}
      </ul>
    </details>
  )
}

function One({ record, shown }: { readonly record: RunRecord; readonly shown: ShownCheckpoint }) {
  const { row, role } = shown
  const run = useRunCommand()
  const resume = useResume(record.id)
  const busy = useSelect(({ run: { tag } }) => tag === 'training' || tag === 'paused' || tag === 'preparing')
  const inUse = useSelect((state) => state.inUse !== null && isSame(state.inUse, row))
  const place = { run: record.id, checkpoint: row.generation }
  return (
    <li data-in-use={inUse || undefined}>
      <p className={styles.figures}>
        <Rich text={checkpointText(shown)} marks={{ b: (inner) => <strong>{inner}</strong> }} />
      </p>
      <p className={styles.faint}>{checkpointDetails(row)}</p>
      {resume.why && <p>{resume.why}</p>}
      <div className={layout.ways}>
        {role === 'last' && isOpen(record) && (
          <Button
            size="small"
            disabled={busy}
            title={text.resumeTip}
            onClick={resume.why ? resume.anyway : resume.exactly}
          >
            {resume.why ? text.resumeAnyway : text.resume}
          </Button>
        )}
        <Button
          size="small"
          disabled={busy}
          title={busy ? text.busy : text.branchTip}
          onClick={() => run('run.branch', place)}
        >
          {text.branch}
        </Button>
        <Button
          size="small"
          disabled={busy}
          aria-pressed={inUse}
          title={busy ? text.busy : text.useTip}
          onClick={() => run('run.restore', place)}
        >
          {inUse ? text.inUse : text.use}
        </Button>
        {role === 'milestone' && (
          <IconButton
            label={text.remove({ epoch: row.epoch })}
            icon="trash"
            tone="quiet"
            size="small"
            tip="left"
            onClick={() => run('checkpoints.remove', place)}
          />
        )}
      </div>
    </li>
  )
}
