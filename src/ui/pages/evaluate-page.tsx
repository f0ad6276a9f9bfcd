/**
 * @file Evaluate page: the set to evaluate on, the main metric of each output, and its mistakes with their examples.
 */
import { Suspense, useEffect, useMemo, useState } from 'react'
import { lossOf } from '../../catalog/training-plan'
import type { SplitName } from '../../data/dataset'
import { sameRowNotes, windowLeakNotes, windowNotes } from '../../data/split-checks'
import { resultsText } from '../../messages/en/evaluate/results'
import { metricsText } from '../../messages/en/metrics'
import { pagesText } from '../../messages/en/shell/pages'
import { formatMessage } from '../../messages/message'
import { CLASS_METRICS } from '../../metrics/catalog'
import { onlyClassOf } from '../../metrics/class-report'
import type { ClassScore } from '../../metrics/evaluation'
import { formatInterval, formatMetric, formatWithUnit, textFor, unitOf } from '../../metrics/format-metric'
import { mainMetric } from '../../metrics/metrics-of'
import { areBeforeEdit, evaluatedContent, runOfOtherData, type SeenRows } from '../../studio/models/evaluated-split'
import { errorNotice } from '../../studio/notice'
import { isFree } from '../../studio/training/run-lifecycle'
import type { RunRecord } from '../../storage/records'
import { hasDecisions, runInUse } from '../../studio/training/weights-in-use'
import { type ShownHead, useHeads } from '../charts/use-evaluation'
import { useShownRun } from '../charts/use-shown-run'
import { TrainButton } from '../dock/train-button'
import { Button } from '../kit/button'
import { Rich } from '../kit/rich-text'
import { Segmented } from '../kit/segmented'
import { ErrorBoundary } from '../shell/error-boundary'
import { useRunCommand, useSelect, useStudio } from '../studio-context'
import {
  DecisionLine,
  type EvaluatedSplit,
  OtherData,
  useEvaluatedSplit,
  WeightsLine,
} from './evaluate/evaluated-weights'
import { sectionsFor, TABS } from './evaluate/tabs'
import kit from '../kit/kit.module.css'
import styles from './pages.module.css'
import { EmptyPage } from './section'

const { page: text } = resultsText

export default function EvaluatePage() {
  const run = useShownRun()
  const heads = useHeads()
  const [label, setLabel] = useState<string>()
  const [chosen, setAtSeal] = useState(false)
  const evaluated = useEvaluatedSplit()
  const { split, isSealed } = evaluated
  const atSeal = isSealed && chosen
  const [, evaluate] = useEvaluate()
  useEvaluateAfterEdits()
  const ofOther = useSelect(runOfOtherData)
  const head = ofOther ? undefined : (heads.find((one) => one.evaluation.label === label) ?? heads[0])
  const tabs = head ? TABS.filter((one) => sectionsFor(one, head.evaluation.kind).length > 0) : []
  const openTab = useSelect((state) => state.evaluateTab)
  const tab = tabs.find(({ id }) => id === openTab) ?? tabs[0]
  const runCommand = useRunCommand()
  if (!run && !head && !ofOther) {
    return (
      <div className={styles.page}>
        <EmptyPage title={pagesText.titles.evaluate} about={text.about}>
          <TrainButton />
        </EmptyPage>
      </div>
    )
  }
  return (
    <div className={styles.framed}>
      <header className={`${kit.wrapWide} ${styles.head}`}>
        <h2 className="only-spoken">{pagesText.titles.evaluate}</h2>
        <SplitChoice {...evaluated} atSeal={atSeal} onSeal={setAtSeal} />
        {heads.length > 1 && head && (
          <Segmented
            label={text.output}
            layout="bare"
            value={head.evaluation.label}
            options={heads.map(({ evaluation }) => ({ value: evaluation.label, title: evaluation.label }))}
            onChange={setLabel}
          />
        )}
        {/* They wrap as one, so that the name of the weights is never alone in a line. */}
        <div className={kit.wrapWide}>
          {head && !atSeal && <Summary head={head} />}
          <WeightsLine />
        </div>
      </header>
      <div className={`${styles.page} ${kit.stackWide}`}>
        {tab && !atSeal && (
          <div className={kit.wrapWide}>
            <Segmented
              label={resultsText.tabs.label}
              layout="bare"
              look="tabs"
              value={tab.id}
              options={tabs.map(({ id, title }) => ({ value: id, title }))}
              onChange={(chosen) => runCommand('room.open', { room: 'evaluate', tab: chosen })}
            />
            {head && <DecisionLine output={head.evaluation.label} />}
          </div>
        )}
        {atSeal && (
          <SealedTest
            examples={split?.test.length ?? 0}
            onOpen={() => void evaluate('test').then(() => setAtSeal(false))}
          />
        )}
        {!atSeal && ofOther && <OtherData run={ofOther} />}
        {!atSeal && !head && !ofOther && (
          <p className={kit.soft}>{split?.validation.length === 0 ? text.noValidation : text.notEvaluated}</p>
        )}
        {!atSeal && head && (
          <>
            <WindowNotes />
            {tab && (
              <ErrorBoundary key={`${tab.id} ${head.evaluation.label}`} part={tab.title}>
                {sectionsFor(tab, head.evaluation.kind).map(([name, View]) => (
                  <Suspense key={name} fallback={<span aria-busy />}>
                    <View head={head} />
                  </Suspense>
                ))}
              </ErrorBoundary>
            )}
          </>
        )}
      </div>
    </div>
  )
}

/** Names the rows of the evaluated set whose windows are not complete, or that training rows have in their windows. */
function WindowNotes() {
  // After a reload, the metrics are those of the stored run; its rows are the ones in use if their keys are equal.
  const data = useSelect(({ evaluated, data: now, metrics }) =>
    !evaluated && now.tag === 'ready' && now.key === metrics?.data ? now : evaluated,
  )
  const part = useSelect((state) => state.metrics?.split)
  const plan = useSelect((state) => evaluatedContent(state).plan)
  const binding = useSelect((state) => state.report.binding)
  const notes = useMemo(() => {
    if (!data || !part) return []
    const { dataset, split } = data
    const target = plan.target || dataset.schema.target
    const read = binding.inputs.flatMap(({ columns }) => columns)
    return [
      ...windowLeakNotes(dataset, split, plan, part),
      ...sameRowNotes(dataset.schema, plan, target, read),
      ...windowNotes(dataset, split, plan, [part]),
    ]
  }, [data, part, plan, binding])
  return notes.map(({ message: content, tone }) => (
    <p key={formatMessage(content)} className={tone === 'wrong' ? kit.note : kit.soft}>
      {formatMessage(content)}
    </p>
  ))
}

const mainMetricText = resultsText.summary
const marks = {
  b: (inner: string) => <b>{inner}</b>,
  soft: (inner: string) => (
    <span className={kit.soft} title={metricsText.intervalTip}>
      {inner}
    </span>
  ),
}

/** The metrics that only rare classes have. */
const RARE_METRICS = CLASS_METRICS.filter(({ perClass }) => perClass?.scores)

/** Maximum number of rare classes in the summary: the lowest scores. The table has all. */
const MAX_RARE = 3

function rareScores(perClass: readonly ClassScore[]) {
  return perClass
    .flatMap(({ label, support, ...scores }) =>
      RARE_METRICS.flatMap((metric) => {
        const value = scores[metric.id]
        return value === undefined ? [] : [{ metric, label, support, value }]
      }),
    )
    .sort((a, b) => a.value - b.value)
    .slice(0, MAX_RARE)
}

/** Text such as "98.6% accuracy (95% interval 98.3% to 98.8%, 10,000 examples, loss 0.0412)". */
function Summary({ head }: { readonly head: ShownHead }) {
  const examples = useSelect((state) => state.metrics?.rows ?? 0)
  const { evaluation } = head
  const isOtherLoss = useSelect((state) => {
    const plan = runInUse(state)?.content.plan
    const { kind = '', labelSmoothing } = (plan && lossOf(plan, evaluation.label)) ?? {}
    const isLogLoss = /crossentropy/i.test(kind) && !labelSmoothing
    const isSame = isLogLoss && PLAIN_LOSS[evaluation.kind] === 'log loss'
    return state.metrics?.isFromPredictions === true && !isSame
  })
  return (
    <p>
      <Rich text={summaryText(head, examples, isOtherLoss)} marks={marks} />
      {evaluation.kind === 'classes' &&
        rareScores(evaluation.perClass).map(({ metric, label, support, value }) => {
          const { name, about } = metric.text
          const rare = { name, label, share: support / examples, value: formatMetric(metric, value) }
          return (
            <span key={`${label} ${metric.id}`} title={about}>
              <Rich text={mainMetricText.rareClass(rare)} marks={marks} />
            </span>
          )
        })}
      {onlyClassOf(evaluation) && <Rich text={mainMetricText.oneClass} marks={marks} />}
    </p>
  )
}

/** `isOtherLoss`: whether the loss is not computed as that of training, see `Evaluation`. */
function summaryText({ evaluation, unit }: ShownHead, examples: number, isOtherLoss: boolean): string {
  const main = mainMetric(evaluation)
  if (!main) return ''
  const { metric, value, interval } = main
  return mainMetricText.metric({
    value: formatWithUnit(metric, value, unitOf(evaluation.kind, unit)),
    name: textFor(metric, evaluation.kind).name,
    interval: interval && formatInterval(metric, interval),
    examples,
    loss: evaluation.loss,
    lossOf: isOtherLoss ? PLAIN_LOSS[evaluation.kind] : 'training',
    isScaled: evaluation.kind === 'number',
  })
}

/** The losses that `evaluateHead` computes. */
const PLAIN_LOSS = {
  classes: 'log loss',
  sequence: 'log loss',
  number: 'squared error',
  image: 'squared error',
} as const

const lockedText = resultsText.locked

function SealedTest({ examples, onOpen }: { readonly examples: number; readonly onOpen: () => void }) {
  return (
    <section className={`${kit.note} ${kit.wrapWide} ${styles.callout}`} aria-label={lockedText.label}>
      <p>
        <Rich text={lockedText.about({ examples })} marks={{ b: (inner) => <b>{inner}</b> }} />
      </p>
      <Button tone="primary" icon="lock" onClick={onOpen}>
        {lockedText.unlock}
      </Button>
    </section>
  )
}

const splitChoiceText = resultsText.set

const SPLITS = ['train', 'validation', 'test'] as const satisfies readonly SplitName[]

interface SplitChoiceProps extends EvaluatedSplit {
  /** Whether the locked test set is selected. */
  readonly atSeal: boolean
  readonly onSeal: (at: boolean) => void
}

/**
 * Returns the set being evaluated, and a function that evaluates the model on a set and shows the results; errors are
 * shown as notices.
 */
function useEvaluate(): readonly [asked: SplitName | undefined, evaluate: (split: SplitName) => Promise<void>] {
  const studio = useStudio()
  const [evaluating, setAsked] = useState<SplitName>()
  async function evaluate(split: SplitName): Promise<void> {
    setAsked(split)
    try {
      await studio.run('run.evaluate', { split })
    } catch (error) {
      await studio.run('notice.show', errorNotice(error))
    } finally {
      setAsked(undefined)
    }
  }
  return [evaluating, evaluate]
}

/**
 * Evaluates again if the dataset was edited before the page is opened, or if the results are those that the run ended
 * with, before a calibration or a threshold was saved. An edit on the page changes nothing that is worked
 * on, and a look at the test set is counted, so both need a press of the button.
 */
function useEvaluateAfterEdits(): void {
  const studio = useStudio()
  // After a reload, the page opens before the results are there.
  const hasResults = useSelect(({ metrics, ready }) => ready && metrics !== null)
  useEffect(() => {
    const state = studio.store.getState()
    const split = hasResults ? state.metrics?.split : undefined
    if (split === undefined || split === 'test' || !isFree(state.run)) return
    const isUndecided = !state.metrics?.isDecided && hasDecisions(runInUse(state)?.decisions)
    if (!areBeforeEdit(state) && !isUndecided) return
    studio.run('run.evaluate', { split }).catch((error) => studio.run('notice.show', errorNotice(error)))
  }, [studio, hasResults])
}

/** The three sets, each with its number of examples. */
function SplitChoice({ split: rows, looks, isSealed: sealed, seen, atSeal, onSeal }: SplitChoiceProps) {
  const shown = useSelect((state) => state.metrics?.split)
  const isBeforeEdit = useSelect(areBeforeEdit)
  const decisions = useSelect((state) => runInUse(state)?.decisions)
  const [evaluating, evaluate] = useEvaluate()
  const value = evaluating ?? (atSeal ? 'test' : (shown ?? 'validation'))
  const choose = (split: SplitName) => {
    onSeal(split === 'test' && sealed)
    if (split !== 'test' || !sealed) void evaluate(split)
  }
  const aboutSet = (split: SplitName) => notTheSets(split, seen) ?? splitChoiceText.about[split]
  return (
    <div className={kit.wrapWide}>
      <Segmented
        label={splitChoiceText.label}
        layout="bare"
        value={value}
        disabled={evaluating !== undefined}
        options={SPLITS.map((split) => ({
          value: split,
          title: setTitle(split, rows?.[split].length, sealed),
          about: aboutSet(split),
          disabled: rows?.[split].length === 0,
        }))}
        onChange={choose}
      />
      {!atSeal && (
        <Button
          size="small"
          disabled={evaluating !== undefined || rows?.[value].length === 0}
          onClick={() => choose(value)}
        >
          {evaluating ? splitChoiceText.busy : shown ? splitChoiceText.again : splitChoiceText.evaluate}
        </Button>
      )}
      {isBeforeEdit && !atSeal ? (
        <b title={text.beforeEditTip}>{text.beforeEdit}</b>
      ) : (
        <span className={kit.faint} title={aboutSet(value)}>
          {notTheSets(value, seen) ??
            (atSeal ? splitChoiceText.short.test : trustOf(value, looks, isChosenOn(value, decisions)))}
        </span>
      )}
    </div>
  )
}

/** Whether a calibration was fitted to a set or, unless a fit says otherwise, a decision chosen on it. */
function isChosenOn(split: SplitName, decisions: RunRecord['decisions'] = {}): boolean {
  const isFitted = Object.values(decisions).some(({ calibrationFit }) => calibrationFit?.split === split)
  return isFitted || (split === 'validation' && hasDecisions(decisions))
}

/** How far the scores of a set can be trusted. */
function trustOf(split: SplitName, looks: number, isChosen: boolean): string {
  const { chosen, ...own } = splitChoiceText.short
  if (split === 'test') return isChosen ? `${looksText(looks)} ${chosen}` : looksText(looks)
  return isChosen ? chosen : own[split]
}

/** What to say of a set that weights were not trained and evaluated on as its name says; undefined if they were. */
function notTheSets(split: SplitName, seen: SeenRows): string | undefined {
  // The test set keeps its number of looks.
  if (seen === 'none') return split === 'test' ? undefined : splitChoiceText.unseen
  return seen === 'some' && split !== 'train' ? splitChoiceText.mayBeSeen : undefined
}

/** The name of a set, including its number of examples once the data has loaded. */
function setTitle(split: SplitName, examples: number | undefined, sealed: boolean): string {
  if (split === 'test' && sealed)
    return examples === undefined ? splitChoiceText.locked : splitChoiceText.lockedSized({ examples })
  return examples === undefined ? splitChoiceText.names[split] : splitChoiceText.sized[split]({ examples })
}

/** States how often the test set has been evaluated: the more often, the less reliable its results. */
function looksText(times: number): string {
  if (times === 0) return splitChoiceText.short.test
  return times === 1 ? splitChoiceText.lookedOnce : splitChoiceText.looked({ times })
}
