/** @file What the Evaluate page evaluates: weights of a run on the split of that run, with a note if it is not the current one. */
import { useMemo } from 'react'
import type { Dataset, Split } from '../../../data/dataset'
import '../../../data/split-strategies'
import { resultsText } from '../../../messages/en/evaluate/results'
import { schemaOf } from '../../../compile/dataset-of-project'
import type { DataPick } from '../../../compile/project'
import { formatMessage } from '../../../messages/message'
import { splitFor } from '../../../studio/data/data-session'
import { testSetViews } from '../../../studio/data/test-set-views'
import {
  earlierTarget,
  evaluatedKey,
  missingOnChosenData,
  originOnOtherSplit,
  runOfOtherSplit,
  type SeenRows,
  seenRows,
} from '../../../studio/models/evaluated-split'
import { NOW } from '../../../studio/project/comparison-sources'
import { DEFAULT_SEED } from '../../../storage/load-dataset'
import type { RunRecord } from '../../../storage/records'
import type { AppState } from '../../../studio/state'
import { isUntrained, isWithinEpoch, runInUse } from '../../../studio/training/weights-in-use'
import { decidingMetric, restoredEpoch } from '../../charts/run-curves'
import { undecided } from '../../charts/use-evaluation'
import { isOfThisNetwork } from '../../charts/use-shown-run'
import { Rich } from '../../kit/rich-text'
import { planValue } from '../../training-plan/plan-chips'
import kit from '../../kit/kit.module.css'
import { chosenWeightsText } from '../../shell/run-status'
import { useRunCommand, useSelect } from '../../studio-context'

const text = resultsText.weights

export function WeightsLine() {
  const weights = useSelect(weightsText)
  const note = useSelect(splitNote)
  const run = useRunCommand()
  const changed = useSelect((state) => {
    const record = runInUse(state)
    return record && !isOfThisNetwork(record, state) ? record.id : undefined
  })
  return (
    <>
      {weights !== undefined && (
        <p className={`${kit.soft} ${kit.grow} ${kit.ellipsis}`} title={weights}>
          {weights}
        </p>
      )}
      {changed !== undefined && (
        <p className={kit.soft}>
          {text.networkChanged}{' '}
          <button
            type="button"
            className={kit.link}
            onClick={() => run('view.changes', { from: { run: changed }, to: NOW })}
          >
            {text.showChanges}
          </button>
        </p>
      )}
      {note !== undefined && (
        <p className={kit.note} role="note">
          {note}
        </p>
      )}
    </>
  )
}

/** Next to the tabs, where it moves nothing when it appears. */
export function DecisionLine({ output }: { readonly output: string }) {
  const decision = useSelect((state) => decisionText(state, output))
  return (
    <p className={`${kit.soft} ${kit.grow} ${kit.ellipsis}`} title={decision}>
      {decision}
    </p>
  )
}

type Shown = Pick<AppState, 'run' | 'runs' | 'inUse' | 'project' | 'checkpoints' | 'sets'>
type Scored = Shown & Pick<AppState, 'metrics'>

/** The run and the epoch of the weights; undefined before the first epoch of a run that is not over. */
export function weightsText(state: Shown): string | undefined {
  const record = runInUse(state)
  if (state.inUse) return chosenWeightsText(state)
  if (!record) return undefined
  const kept = state.checkpoints[record.id]?.at(-1)
  if (record.tag === 'interrupted' && kept) return text.interrupted({ run: record.name, step: kept.step })
  const restored = restoredEpoch(record, state.checkpoints[record.id])
  const { history, content } = record
  const by = decidingMetric({ history, bestBy: content.plan.earlyStopping?.metric })
  if (restored !== undefined) return text.restored({ run: record.name, epoch: restored, by })
  const { name: run, step = 0 } = record
  if (isUntrained(record)) return text.untrained({ run })
  const epoch = record.history.at(-1)?.epoch ?? (record.tag === 'done' ? (record.from?.epoch ?? 0) : undefined)
  if (epoch === undefined) return undefined
  if (record.tag === 'training') return text.soFar({ run, epoch })
  return isWithinEpoch(record, { step, epoch }) ? text.within({ run, step, epoch }) : text.last({ run, epoch })
}

/** What the results are decided by: the calibration and the threshold of saved models, unless they are older. */
function decisionText(state: Scored, output: string): string | undefined {
  const found = runInUse(state)?.decisions?.[output]
  if (!found || !state.metrics) return undefined
  const { positive: label, threshold, calibration, groups } = found
  if (!state.metrics.isDecided) {
    const how = undecided(found)
    return how && text.undecided({ how })
  }
  if (!calibration && threshold === undefined) return undefined
  return text.decides({ isCalibrated: calibration !== undefined, label, threshold, column: groups?.column })
}

/** Why the examples are not those of the current split, or not new to the weights. */
export function splitNote(state: Shown): string | undefined {
  const used = runInUse(state)
  if (!used) return undefined
  const { plan } = used.content
  const seed = String(plan.split.seed ?? plan.seed)
  const from = originOnOtherSplit(used, state.runs)
  const earlier = earlierTarget(state)
  const notes = [
    ...(earlier === undefined ? [] : [text.ownTarget({ run: used.name, target: earlier })]),
    ...(earlier === undefined && runOfOtherSplit(state)
      ? [text.ownSplit({ run: used.name, split: planValue('split', plan), seed })]
      : []),
    ...(from ? [otherSplitText(used, from)] : seenNotes(state, used)),
  ]
  return notes.length > 0 ? notes.join(' ') : undefined
}

/** What a run has seen of data that has changed since. */
function seenNotes(state: Shown, run: RunRecord): readonly string[] {
  const seen = seenRows(state)
  if (seen === 'none') {
    const [trained, chosen] = namesOfData(run.content.data, state.project.data)
    return [text.unseen({ run: run.name, trained, chosen })]
  }
  if (seen === 'edited') return [text.editedSince({ run: run.name })]
  return seen === 'some' ? [text.editedSplit({ run: run.name })] : []
}

/** The titles of two datasets, or the seeds of one that is generated. */
function namesOfData(trained: DataPick, chosen: DataPick): [string, string] {
  if (trained.dataset !== chosen.dataset) return [titleOf(trained), titleOf(chosen)]
  return [text.dataSeed(trained.seed ?? DEFAULT_SEED), text.dataSeed(chosen.seed ?? DEFAULT_SEED)]
}

function titleOf(data: DataPick): string {
  return schemaOf(data)?.title ?? data.dataset
}

/** Why a run may have been trained on examples that it is evaluated on; `from` is its origin on another split. */
export function otherSplitText({ name: run }: RunRecord, from: RunRecord | 'deleted'): string {
  return from === 'deleted' ? text.deletedOrigin({ run }) : text.otherOrigin({ run, from: from.name })
}

/** In place of results of data that is not chosen: what they are of, and whether the chosen data can be measured. */
export function OtherData({ run }: { readonly run: RunRecord }) {
  const project = useSelect((state) => state.project)
  const missing = missingOnChosenData(run, project)
  const shown = { run: run.name, trained: titleOf(run.content.data), chosen: titleOf(project.data) }
  return (
    <section className={kit.note} aria-label={resultsText.page.otherDataLabel}>
      <p>
        <Rich text={resultsText.page.otherData(shown)} marks={{ b: (inner) => <b>{inner}</b> }} />
      </p>
      <p>{resultsText.page.afterOtherData({ ...shown, why: missing ? formatMessage(missing) : undefined })}</p>
    </section>
  )
}

export interface EvaluatedSplit {
  /** Undefined until the data is loaded: an earlier version is loaded by the first evaluation. */
  readonly split: Split | undefined
  /** How often the test set has been evaluated or viewed. */
  readonly looks: number
  /** Whether the test set has never been evaluated or viewed. */
  readonly isSealed: boolean
  /** Which of the examples the weights were trained on. */
  readonly seen: SeenRows
}

export function useEvaluatedSplit(): EvaluatedSplit {
  const run = useSelect(runOfOtherSplit)
  const key = useSelect(evaluatedKey)
  const data = useSelect((state) => state.data)
  const evaluated = useSelect((state) => state.evaluated)
  const seen = useSelect(seenRows)
  const loaded = [data.tag === 'ready' ? data : undefined, evaluated].find((one) => one?.key === key)
  const split = useMemo(() => splitOf(loaded?.dataset, run) ?? loaded?.split, [loaded, run])
  const looks = useSelect((state) =>
    testSetViews(state.testLooks, key !== undefined && split ? { key, split } : undefined),
  )
  return { split, looks, seen, isSealed: looks === 0 && key !== undefined && split?.test.length !== 0 }
}

/** The split of a run on its rows. */
function splitOf(dataset: Dataset | undefined, run: ReturnType<typeof runOfOtherSplit>): Split | undefined {
  return dataset && run ? splitFor(dataset, run.content.data, run.content.plan) : undefined
}
