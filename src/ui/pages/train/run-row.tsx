/** @file One run in the list. */
import { useState } from 'react'
import type { Evaluation, HeadEvaluation } from '../../../metrics/evaluation'
import type { RunState } from '../../../protocol/run-state'
import type { RunOrigin, RunRecord, Setback } from '../../../storage/records'
import { count, counted, percent, significant } from '../../../messages/format'
import type { DataPick } from '../../../compile/project'
import { shortHash } from '../../../storage/dataset-versions'
import { Button } from '../../kit/button'
import { IconButton } from '../../kit/icon-button'
import { TextField } from '../../kit/text-field'
import { NOW } from '../../../studio/sources'
import { dateWords } from '../../shell/date-words'
import { useRun, useSelect } from '../../studio-context'
import { BACKEND_NAMES } from '../backend-names'
import { CheckpointList } from './checkpoint-list'
import { roofWords, tookWords } from './insight-words'
import { doneWords, engineWords } from './transport'
import layout from './train.module.css'
import styles from '../pages.module.css'

export interface RunRowProps {
  readonly record: RunRecord
  readonly place: 'shown' | 'compared' | 'kept'
  readonly onCompare: () => void
}

/** Name, beginning, drawing, backend, end and numbers of a run. */
export function RunRow({ record, place, onCompare }: RunRowProps) {
  const run = useRun()
  const runs = useSelect((state) => state.runs)
  const here = useSelect((state) => (state.run.tag !== 'idle' && state.run.id === record.id ? state.run.tag : 'over'))
  const [asking, setAsking] = useState(false)
  const backend = record.chosen ? `, ${BACKEND_NAMES[record.chosen.backend]}` : ''
  return (
    <li data-place={place}>
      <div className={layout.name} title={record.name}>
        <TextField
          label={`Name of run ${record.name}`}
          layout="bare"
          value={record.name}
          maxLength={80}
          onChange={(name) => run('runs.rename', { id: record.id, name })}
        />
        {place !== 'shown' && (
          <Button size="small" tone="quiet" aria-pressed={place === 'compared'} onClick={onCompare}>
            {place === 'compared' ? 'Compared' : 'Compare'}
          </Button>
        )}
        <IconButton
          label={`Remove run ${record.name}`}
          icon="trash"
          tone="quiet"
          size="small"
          tip="left"
          onClick={() => setAsking(true)}
        />
      </div>
      <p className={styles.soft}>
        {dateWords(record.startedAt)}, v{record.drawingVersion}
        {backend}, {tagWords(record, here)}
      </p>
      <p className={styles.figures}>{scoreWords(record)}</p>
      {record.content.data.version && (
        <p className={styles.soft} title={record.content.data.version}>
          {dataWords(record.content.data)}
        </p>
      )}
      {record.engine && (
        <p className={styles.faint} title={record.engine.device}>
          {engineWords(record.engine)}
        </p>
      )}
      {tookWords(record) && <p className={styles.soft}>{tookWords(record)}</p>}
      {record.profile && <p className={styles.soft}>{roofWords(record.profile)}</p>}
      {record.from && <p className={styles.soft}>{originWords(record.from, runs)}</p>}
      {record.setbacks?.map((setback) => (
        <p key={setback.at} className={styles.soft} title={dateWords(setback.at)}>
          {setbackWords(setback)}
        </p>
      ))}
      {record.inexact && <p className={styles.soft}>Gone on all the same: {record.inexact}.</p>}
      <Button
        size="small"
        tone="quiet"
        aria-label={`Compare its drawing, that of ${record.name}, with the one now`}
        onClick={() => run('view.changes', { from: NOW, to: { run: record.id } })}
      >
        Compare its drawing
      </Button>
      <CheckpointList record={record} />
      {asking && (
        <div className={styles.row}>
          <span>Remove it and its weights?</span>
          <Button size="small" tone="bad" onClick={() => run('runs.remove', { id: record.id })}>
            Remove
          </Button>
          <Button size="small" onClick={() => setAsking(false)}>
            Keep
          </Button>
        </div>
      )}
    </li>
  )
}

/** "on Flowers at 8f106d3e, 334 rows": the exact version of an own set it trained on. */
export function dataWords({ schema, version = '', samples }: DataPick): string {
  const rows = schema ? `, ${samples === undefined ? '' : `${count(samples)} of `}${counted(schema.rows, 'row')}` : ''
  return `on ${schema?.title ?? 'a set'} at ${shortHash(version)}${rows}`
}

/** How it stands or ended, in words; `here` is how it stands on this page, where it is the run in hand. */
export function tagWords(
  { tag, why }: Pick<RunRecord, 'tag' | 'why'>,
  here: Exclude<RunState['tag'], 'idle'> | 'over',
): string {
  if (here === 'paused') return 'paused'
  if (here === 'preparing') return 'getting ready'
  switch (tag) {
    case 'training':
      return here === 'training' ? 'training' : 'training in another tab'
    case 'interrupted':
      return 'interrupted: the page was closed'
    case 'failed':
      return why ? `failed: ${why}` : 'failed'
    case 'done':
      return doneWords(why)
    default:
      return tag satisfies never
  }
}

/** "from Run 2, step 1,200": what it began with. */
export function originWords({ run, step }: RunOrigin, runs: readonly Pick<RunRecord, 'id' | 'name'>[]): string {
  return `from ${runs.find(({ id }) => id === run)?.name ?? 'a run that is gone'}, step ${count(step)}`
}

/** "worker fell silent at step 244, went on from 240": what threw it back, and where it went on. */
export function setbackWords({ kind, step, from }: Setback): string {
  return `${SETBACKS[kind]} at step ${count(step)}, ${from === 0 ? 'began again' : `went on from ${count(from)}`}`
}

const SETBACKS: Readonly<Record<Setback['kind'], string>> = {
  'worker-silent': 'worker fell silent',
  'worker-gone': 'worker stopped',
  'device-lost': 'GPU was lost',
  interrupted: 'interrupted',
  failed: 'failed',
}

/** Its newest numbers: those of its evaluation, or the losses of its last epoch. */
export function scoreWords({ metrics, history, from }: Pick<RunRecord, 'metrics' | 'history' | 'from'>): string {
  if (metrics) return evaluationWords(metrics)
  const last = history.at(-1)
  if (!last) return from && from.epoch > 0 ? `no epoch done after the ${count(from.epoch)} before it` : 'no epoch done'
  const validation = last.validationLoss === undefined ? '' : `, validation ${significant(last.validationLoss)}`
  return `epoch ${last.epoch}: loss ${significant(last.loss)}${validation}`
}

/** An evaluation in a line: "validation accuracy 97.3 %", "test MAE 2.1, R² 0.86". */
export function evaluationWords({ split, heads }: Evaluation): string {
  const several = heads.length > 1
  return heads
    .map((head) => {
      const of = several ? `${head.label} ` : ''
      return `${split} ${of}${headWords(head)}`
    })
    .join('; ')
}

function headWords(head: HeadEvaluation): string {
  switch (head.kind) {
    case 'classes':
      return `accuracy ${percent(head.accuracy)}`
    case 'sequence':
      return `${percent(head.sequenceAccuracy)} of texts, ${percent(head.accuracy)} of places`
    case 'number':
      return `MAE ${significant(head.mae)}, R² ${significant(head.r2)}`
    case 'image':
      return head.mask ? `IoU ${percent(head.mask.iou)}` : `MAE ${significant(head.mae)} a pixel`
    default:
      return head satisfies never
  }
}
