/** @file Checkpoint list: the last, the best and the milestones of a run, each with the ways on from it. */
import type { RunRecord } from '../../../storage/records'
import { isOpen } from '../../../studio/find-run'
import { Button } from '../../kit/button'
import { IconButton } from '../../kit/icon-button'
import { useRun, useSelect } from '../../studio-context'
import { isSame, placeOf, type ShownCheckpoint, shownCheckpoints, sizeOf } from './checkpoints'
import { useContinue } from './use-continue'
import layout from './train.module.css'
import styles from '../pages.module.css'

const BUSY = 'A run is on: stop it first'

const ROLES = { last: 'Last', best: 'Best', milestone: 'Kept' } as const

/** Read when it is opened, and kept up to date after that. */
export function CheckpointList({ record }: { readonly record: RunRecord }) {
  const run = useRun()
  const rows = useSelect((state) => state.checkpoints[record.id])
  const shown = rows && shownCheckpoints(rows)
  return (
    <details
      className={layout.checkpoints}
      onToggle={(event) => event.currentTarget.open && run('checkpoints.list', { run: record.id })}
    >
      <summary>{shown && shown.length > 0 ? `Checkpoints (${shown.length})` : 'Checkpoints'}</summary>
      {shown?.length === 0 && <p className={styles.soft}>None is kept yet.</p>}
      <ul>
        {shown?.map((one) => (
          <One key={`${one.role}${one.row.generation}`} record={record} shown={one} />
        ))}
      </ul>
    </details>
  )
}

function One({ record, shown: { row, role } }: { readonly record: RunRecord; readonly shown: ShownCheckpoint }) {
  const run = useRun()
  const ways = useContinue(record.id)
  const busy = useSelect(({ run: { tag } }) => tag === 'training' || tag === 'paused' || tag === 'preparing')
  const inUse = useSelect((state) => state.inUse !== null && isSame(state.inUse, row))
  const place = { run: record.id, checkpoint: row.generation }
  return (
    <li data-in-use={inUse || undefined}>
      <p className={styles.figures}>
        <strong>{ROLES[role]}</strong> {placeOf(row)}
      </p>
      <p className={styles.faint}>{sizeOf(row)}</p>
      {ways.why && <p>{ways.why}</p>}
      <div className={layout.ways}>
        {role === 'last' && isOpen(record) && (
          <Button
            size="small"
            disabled={busy}
            title="The same run, bit for bit as if nobody had disturbed it"
            onClick={ways.why ? ways.nearly : ways.exactly}
          >
            {ways.why ? 'Go on all the same' : 'Go on'}
          </Button>
        )}
        <Button
          size="small"
          disabled={busy}
          title={busy ? BUSY : 'A new run from here, weights and optimizer, with the plan as it is now'}
          onClick={() => run('run.branch', place)}
        >
          Branch
        </Button>
        <Button
          size="small"
          disabled={busy}
          aria-pressed={inUse}
          title={busy ? BUSY : 'These weights answer, are evaluated and saved from now on'}
          onClick={() => run('run.restore', place)}
        >
          {inUse ? 'In use' : 'Use'}
        </Button>
        {role === 'milestone' && (
          <IconButton
            label={`Remove the checkpoint of epoch ${row.epoch}`}
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
