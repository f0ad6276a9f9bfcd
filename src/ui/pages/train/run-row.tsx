/** @file One run in the list: its name, status and metrics, and the available actions. */
import { useState } from 'react'
import { engineDevice } from '../../../messages/en/engine-names'
import { runsText as text } from '../../../messages/en/train/runs'
import { when } from '../../../messages/format'
import type { RunRecord } from '../../../storage/records'
import { NOW } from '../../../studio/comparison-sources'
import { Button } from '../../kit/button'
import { IconButton } from '../../kit/icon-button'
import { TextField } from '../../kit/text-field'
import { useRunCommand, useSelect } from '../../studio-context'
import { BACKEND_NAMES } from '../backend-names'
import { CheckpointList } from './checkpoint-list'
import { forecastOutcome } from './time-and-memory-estimate'
import { stepTime } from './step-profile-text'
import { dataText, engineText, metricsText, originText, statusText } from './run-summary'
import layout from './train.module.css'
import styles from '../pages.module.css'

export interface RunRowProps {
  readonly record: RunRecord
  readonly place: 'shown' | 'compared' | 'kept'
  readonly onCompare: () => void
}

export function RunRow({ record, place, onCompare }: RunRowProps) {
  const run = useRunCommand()
  const runs = useSelect((state) => state.runs)
  const stateHere = useSelect((state) =>
    state.run.tag !== 'idle' && state.run.id === record.id ? state.run.tag : 'over',
  )
  const [asking, setAsking] = useState(false)
  const outcome = forecastOutcome(record)
  return (
    <li data-place={place}>
      <div className={layout.name} title={record.name}>
        <TextField
          label={text.name({ run: record.name })}
          layout="bare"
          value={record.name}
          maxLength={80}
          onChange={(name) => run('runs.rename', { id: record.id, name })}
        />
        {place !== 'shown' && (
          <Button size="small" tone="quiet" aria-pressed={place === 'compared'} onClick={onCompare}>
            {place === 'compared' ? text.compared : text.compare}
          </Button>
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
      <p className={styles.soft}>
        {text.about({
          version: record.drawingVersion,
          backend: record.chosen && BACKEND_NAMES[record.chosen.backend],
          at: record.startedAt,
          status: statusText(record, stateHere),
        })}
      </p>
      <p className={styles.figures}>{metricsText(record)}</p>
      {record.content.data.version && (
        <p className={styles.soft} title={record.content.data.version}>
          {dataText(record.content.data)}
        </p>
      )}
      {record.engine && (
        <p className={styles.faint} title={engineDevice(record.engine.device)}>
          {engineText(record.engine)}
        </p>
      )}
      {outcome && <p className={styles.soft}>{outcome}</p>}
      {record.profile && <p className={styles.soft}>{stepTime(record.profile)}</p>}
      {record.from && <p className={styles.soft}>{originText(record.from, runs)}</p>}
      {record.setbacks?.map((setback) => (
        <p key={setback.at} className={styles.soft} title={when(setback.at)}>
          {text.setback[setback.kind](setback)}
        </p>
      ))}
      {record.inexact && <p className={styles.soft}>{text.resumedAnyway({ why: record.inexact })}</p>}
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
        <div className={styles.row}>
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
