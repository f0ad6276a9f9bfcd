/**
 * @file Why a run failed or was interrupted, and how to continue: a refused exact resume can be repeated inexactly.
 * useWeightsMisfit says why the weights in use cannot be trained further.
 */
import '../../../messages/en/runs'
import { useMemo, useState } from 'react'
import { checkNetwork, type NetworkReport } from '../../../compile/check-network'
import { schemaOf } from '../../../compile/dataset-of-project'
import { layerNamesOf } from '../../../compile/layer-names'
import type { ProjectContent } from '../../../compile/project'
import { layersWithoutWeights, toKeras, weightsOf } from '../../../compile/to-keras'
import { transportText } from '../../../messages/en/train/transport'
import { type Args, formatMessage, isMessage, message, Refusal } from '../../../messages/message'
import type { RunState } from '../../../protocol/run-state'
import type { RunRecord } from '../../../storage/records'
import { errorNotice } from '../../../studio/notice'
import type { AppState } from '../../../studio/state'
import { runInUse } from '../../../studio/training/weights-in-use'
import { interruptedRun } from '../../charts/use-shown-run'
import { Button } from '../../kit/button'
import { Icon } from '../../kit/icon'
import { useRunCommand, useSelect, useStudio } from '../../studio-context'
import { LayerLink } from '../layer-link'
import kit from '../../kit/kit.module.css'
import styles from '../pages.module.css'

const text = transportText.trouble

/** Shown only after a run that failed or was interrupted. */
export function RunTrouble() {
  const now = useSelect((state) => state.run)
  const interrupted = useSelect(interruptedRun)
  if (interrupted) return <Interrupted record={interrupted} />
  return now.tag === 'failed' ? <Failed run={now} /> : null
}

/** Shown if the page was closed during a run: the run can resume as if it had not been interrupted. */
function Interrupted({ record }: { readonly record: RunRecord }) {
  const run = useRunCommand()
  const { id, name, step = 0, steps } = record
  const from = useSelect((state) => state.checkpoints[id]?.at(-1)?.step ?? 0)
  const resume = useResume(id)
  return (
    <div className={`${kit.note} ${kit.wrapWide} ${styles.callout}`}>
      <p>
        {resume.why ??
          formatMessage(message('run-interrupted', { run: name, step: Math.max(step, from), steps, from }))}
      </p>
      {resume.why ? (
        <Button onClick={resume.anyway}>{text.resumeAnyway}</Button>
      ) : (
        <Button onClick={resume.exactly} title={text.resumeTip}>
          {text.resume}
        </Button>
      )}
      {record.history.length > 0 && (
        <Button title={text.furtherTip} onClick={() => run('run.goOn')}>
          {text.further}
        </Button>
      )}
    </div>
  )
}

function Failed({ run: { id, reason: problem, history } }: { readonly run: Extract<RunState, { tag: 'failed' }> }) {
  const run = useRunCommand()
  const resume = useResume(id)
  const record = useSelect(({ runs }) => runs.find((row) => row.id === id))
  // Repeating the same steps would lead to NaN again.
  const canResume = problem.code !== 'not-finite'
  return (
    <div className={`${kit.note} ${kit.wrapWide} ${styles.callout}`} data-tone="bad" role="alert">
      <Icon name="warning" />
      <p>{resume.why ?? formatMessage(problem)}</p>
      {record && canResume && (
        <Button tone="bad" onClick={resume.why ? resume.anyway : resume.exactly}>
          {resume.why ? text.resumeAnyway : text.resumeFailed}
        </Button>
      )}
      {record && isMessage(problem, 'not-finite') && <NotFinite record={record} args={problem.args} />}
      {history.length > 0 && <Button onClick={() => run('run.goOn')}>{text.furtherFailed}</Button>}
      <Button onClick={() => run('run.start')}>{text.again}</Button>
    </div>
  )
}

interface NotFiniteProps {
  readonly record: RunRecord
  readonly args: Args<'not-finite'>
}

/** Shows the layer where NaN first appeared, the suggested fix, and the last good checkpoint. */
function NotFinite({ record, args: { layer, fix } }: NotFiniteProps) {
  const run = useRunCommand()
  const rate = useSelect(({ project }) => project.plan.learningRate)
  const hasCheckpoint = useSelect(({ checkpoints }) => (checkpoints[record.id]?.length ?? 0) > 0)
  const { content } = record
  const node = useMemo(
    () => [...layerNamesOf(content).values()].find(({ label }) => label === layer)?.node,
    [content, layer],
  )
  return (
    <>
      {node !== undefined && <LayerLink label={layer} node={node} />}
      {fix.kind === 'rate' && (
        <Button
          tone="bad"
          title={text.startWithRateTip}
          onClick={() => run('run.start', { learningRate: Math.min(rate, fix.to) })}
        >
          {text.startWithRate({ rate: Math.min(rate, fix.to) })}
        </Button>
      )}
      {hasCheckpoint && (
        <Button title={text.restoreTip} onClick={() => run('run.restore', { run: record.id })}>
          {text.restore}
        </Button>
      )}
    </>
  )
}

interface Resume {
  exactly(): void
  /** Why the run cannot be resumed exactly, if an exact resume was refused. */
  readonly why: string | undefined
  /** Resumes even though the results may differ from those of an uninterrupted run. */
  anyway(): void
}

/** The ways to resume a run. */
export function useResume(id: string): Resume {
  const studio = useStudio()
  const run = useRunCommand()
  const [why, setWhy] = useState<string>()
  return {
    why,
    exactly() {
      setWhy(undefined)
      studio.run('run.continue', { run: id }).catch((error: unknown) => {
        if (error instanceof Refusal && error.code === 'run-not-exact') setWhy(error.message)
        else run('notice.show', errorNotice(error))
      })
    },
    anyway() {
      setWhy(undefined)
      run('run.continue', { run: id, how: 'nearly' })
    },
  }
}

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
