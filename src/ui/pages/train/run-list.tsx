/** @file The runs of the project: each with its name, status and metrics, and the available actions. */

import { useMemo, useState } from 'react'
import { engineDevice } from '../../../messages/en/engine-names'
import { runsText as text } from '../../../messages/en/train/runs'
import { when } from '../../../messages/format'
import { BACKEND_NAMES } from '../../../protocol/backend'
import type { RunRecord } from '../../../storage/records'
import { originOnOtherSplit } from '../../../studio/models/evaluated-split'
import { NOW } from '../../../studio/project/comparison-sources'
import { isOpen } from '../../../studio/training/find-run'
import { newestFirst } from '../../../studio/training/weights-in-use'
import { Button } from '../../kit/button'
import { IconButton } from '../../kit/icon-button'
import { Rich } from '../../kit/rich-text'
import { TextField } from '../../kit/text-field'
import { useRunCommand, useSelect } from '../../studio-context'
import kit from '../../kit/kit.module.css'
import { Section } from '../section'
import { otherSplitText } from '../evaluate/evaluated-weights'
import { useResume } from './run-failure'
import {
  checkpointDetails,
  checkpointText,
  dataText,
  differing,
  type Differing,
  engineText,
  forecastOutcome,
  isSame,
  metricsText,
  originText,
  settingsText,
  type ShownCheckpoint,
  shownCheckpoints,
  statusText,
  stepTime,
} from './run-text'
import layout from './train.module.css'

export interface RunListProps {
  /** Id of the run whose curves are drawn. */
  readonly shown: string
  readonly onShow: (id: string) => void
  /** Ids of the runs that are drawn for comparison. */
  readonly compared: readonly string[]
  readonly onCompare: (ids: readonly string[]) => void
}

/** The list, newest run first. */
export function RunList({ shown, onShow, compared, onCompare }: RunListProps) {
  const runs = useSelect((state) => state.runs)
  const project = useSelect((state) => state.project)
  // Also if the next run would differ.
  const found = useMemo(() => differing([...runs.map(({ content }) => content), project]), [runs, project])
  return (
    <Section title={text.title} about={text.count({ runs: runs.length })}>
      {runs.length === 0 && <p className={kit.soft}>{text.first}</p>}
      <ul className={`${kit.stackWide} ${layout.runs}`}>
        {newestFirst(runs).map((record) => (
          <RunRow
            key={record.id}
            record={record}
            differing={found}
            place={record.id === shown ? 'shown' : compared.includes(record.id) ? 'compared' : 'kept'}
            onShow={() => onShow(record.id)}
            onCompare={() =>
              onCompare(
                compared.includes(record.id) ? compared.filter((id) => id !== record.id) : [...compared, record.id],
              )
            }
          />
        ))}
      </ul>
    </Section>
  )
}

interface RunRowProps {
  readonly record: RunRecord
  readonly differing: Differing
  readonly place: 'shown' | 'compared' | 'kept'
  readonly onShow: () => void
  readonly onCompare: () => void
}

function RunRow({ record, differing: found, place, onShow, onCompare }: RunRowProps) {
  const run = useRunCommand()
  const runs = useSelect((state) => state.runs)
  const stateHere = useSelect((state) =>
    state.run.tag !== 'idle' && state.run.id === record.id ? state.run.tag : 'over',
  )
  const [asking, setAsking] = useState(false)
  const outcome = forecastOutcome(record)
  const origin = useMemo(() => originOnOtherSplit(record, runs), [record, runs])
  return (
    <li data-place={place}>
      <div className={`${kit.rowTight} ${layout.name}`} title={record.name}>
        <TextField
          label={text.name({ run: record.name })}
          layout="bare"
          value={record.name}
          maxLength={80}
          onChange={(name) => run('runs.rename', { id: record.id, name })}
        />
        {place !== 'shown' && (
          <>
            <Button size="small" tone="quiet" aria-label={text.showRun({ run: record.name })} onClick={onShow}>
              {text.show}
            </Button>
            <Button size="small" tone="quiet" aria-pressed={place === 'compared'} onClick={onCompare}>
              {place === 'compared' ? text.compared : text.compare}
            </Button>
          </>
        )}
        <IconButton
          label={text.remove({ run: record.name })}
          icon="trash"
          tone="quiet"
          size="small"
          tip="left"
          onClick={() => setAsking(true)}
        />
      </div>
      <p className={kit.soft}>
        {text.about({
          version: record.drawingVersion,
          backend: record.chosen && BACKEND_NAMES[record.chosen.backend],
          at: record.startedAt,
          status: statusText(record, stateHere),
        })}
      </p>
      <p>{metricsText(record)}</p>
      {record.metrics && origin && (
        <p title={otherSplitText(record, origin)}>
          <em className={kit.tag}>{text.mayBeSeen}</em>
        </p>
      )}
      <p className={kit.soft}>{settingsText(record, found)}</p>
      {(record.content.data.version || found.rows) && (
        <p className={kit.soft} title={record.content.data.version}>
          {dataText(record.content.data)}
        </p>
      )}
      {record.engine && (
        <p className={kit.faint} title={engineDevice(record.engine.device)}>
          {engineText(record.engine)}
        </p>
      )}
      {outcome && <p className={kit.soft}>{outcome}</p>}
      {record.profile && <p className={kit.soft}>{stepTime(record.profile)}</p>}
      {record.isFromUnsavedTab && <p className={kit.soft}>{text.fromUnsavedTab}</p>}
      {record.from && <p className={kit.soft}>{originText(record.from, runs, record)}</p>}
      {record.setbacks?.map((setback) => (
        <p key={setback.at} className={kit.soft} title={when(setback.at)}>
          {text.setback[setback.kind](setback)}
        </p>
      ))}
      {record.inexact && <p className={kit.soft}>{text.resumedAnyway({ why: record.inexact })}</p>}
      <Button
        size="small"
        tone="quiet"
        aria-label={text.compareNetworkOf({ run: record.name })}
        onClick={() => run('view.changes', { from: NOW, to: { run: record.id } })}
      >
        {text.compareNetwork}
      </Button>
      <CheckpointList record={record} />
      {asking && (
        <div className={kit.wrapWide}>
          <span>{text.confirm.question}</span>
          <Button size="small" tone="bad" onClick={() => run('runs.remove', { id: record.id })}>
            {text.confirm.remove}
          </Button>
          <Button size="small" onClick={() => setAsking(false)}>
            {text.confirm.keep}
          </Button>
        </div>
      )}
    </li>
  )
}

const checkpointsText = text.checkpoints

/** Loads the checkpoints when opened and then keeps them up to date. */
function CheckpointList({ record }: { readonly record: RunRecord }) {
  const run = useRunCommand()
  const rows = useSelect((state) => state.checkpoints[record.id])
  const shown = rows && shownCheckpoints(rows, record)
  return (
    <details
      className={layout.checkpoints}
      onToggle={(event) => event.currentTarget.open && run('checkpoints.list', { run: record.id })}
    >
      <summary>
        {shown && shown.length > 0
          ? checkpointsText.titleAndCount({ checkpoints: shown.length })
          : checkpointsText.title}
      </summary>
      {shown?.length === 0 && <p className={kit.soft}>{checkpointsText.none}</p>}
      <ul className={`${kit.stack} ${kit.scroll}`}>
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
      <p>
        <Rich text={checkpointText(shown)} marks={{ b: (inner) => <strong>{inner}</strong> }} />
      </p>
      <p className={kit.faint}>{checkpointDetails(row)}</p>
      {resume.why && <p>{resume.why}</p>}
      <div className={`${kit.wrap} ${kit.above}`}>
        {role === 'last' && isOpen(record) && (
          <Button
            size="small"
            disabled={busy}
            title={checkpointsText.resumeTip}
            onClick={resume.why ? resume.anyway : resume.exactly}
          >
            {resume.why ? checkpointsText.resumeAnyway : checkpointsText.resume}
          </Button>
        )}
        <Button
          size="small"
          disabled={busy}
          title={busy ? checkpointsText.busy : checkpointsText.branchTip}
          onClick={() => run('run.branch', place)}
        >
          {checkpointsText.branch}
        </Button>
        <Button
          size="small"
          disabled={busy}
          aria-pressed={inUse}
          title={busy ? checkpointsText.busy : checkpointsText.useTip}
          onClick={() => run('run.restore', place)}
        >
          {inUse ? checkpointsText.inUse : checkpointsText.use}
        </Button>
        {role === 'milestone' && (
          <IconButton
            label={checkpointsText.remove({ epoch: row.epoch })}
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
