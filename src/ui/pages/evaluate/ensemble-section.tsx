/** @file "Ensemble": several runs or models as one network, against its members, and the examples they disagree on. */
import { useState } from 'react'
import { errorMessage } from '../../../base/result'
import { type Dataset, rowNumber } from '../../../data/dataset'
import { ensembleText as text } from '../../../messages/en/evaluate/ensemble'
import type { Evaluation, HeadEvaluation } from '../../../metrics/evaluation'
import type { ValueWithInterval } from '../../../metrics/intervals'
import type { RunRecord } from '../../../storage/records'
import {
  type DisputedClass,
  type DisputedNumber,
  type EnsembleReport,
  MOST_MEMBERS,
} from '../../../studio/evaluation/ensemble'
import { splitId } from '../../../studio/models/evaluated-split'
import { MOST_SEEDS } from '../../../studio/training/train-seeds'
import { newestFirst, runInUse } from '../../../studio/training/weights-in-use'
import { ExampleLink, OpenedExample } from '../../charts/examples'
import { type ShownHead, useEvaluatedRows, useIsTraining } from '../../charts/use-evaluation'
import { Button } from '../../kit/button'
import { type Column, DataTable } from '../../kit/data-table'
import kit from '../../kit/kit.module.css'
import { NumberField } from '../../kit/number-field'
import { Progress } from '../../kit/progress'
import { useResult } from '../../kit/use-on-change'
import { useRunCommand, useSelect, useStudio } from '../../studio-context'
import { Section } from '../section'
import { ExampleMore } from './example-more'

interface Candidate {
  readonly id: string
  readonly name: string
  readonly source: { readonly run: string } | { readonly model: string }
  /** Whether it is the same network, trained from another seed on the same split. */
  readonly isSeed: boolean
  readonly hasOtherSplit: boolean
}

/** For outputs that predict a class or a number. */
export default function EnsembleSection({ head }: { readonly head: ShownHead<'classes'> | ShownHead<'number'> }) {
  const studio = useStudio()
  const runCommand = useRunCommand()
  const { evaluation } = head
  const isRunning = useIsTraining()
  const split = useSelect((state) => state.metrics?.split)
  const candidates = useCandidates(evaluation)
  const [toggled, setToggled] = useState<Readonly<Record<string, boolean>>>({})
  const [seeds, setSeeds] = useState(4)
  const [isTrainingSeeds, setTrainingSeeds] = useState(false)
  const chosen = candidates.filter(({ id, isSeed }) => toggled[id] ?? isSeed).slice(0, MOST_MEMBERS)
  const key = chosen.map(({ id }) => id).join('\n')
  const [asked, setAsked] = useState<string>()
  const isAsked = asked === `${key} ${split}` && !isRunning
  const { value, error, isCurrent } = useResult([key, split, evaluation.label, isAsked], () =>
    isAsked
      ? studio.run('evaluate.ensemble', {
          members: chosen.map(({ source }) => source),
          ...{ split, output: evaluation.label },
        })
      : undefined,
  )
  async function train() {
    setTrainingSeeds(true)
    await runCommand('run.seeds', { count: seeds })
    setTrainingSeeds(false)
  }
  return (
    <Section title={text.title} about={text.about}>
      <fieldset aria-label={text.members} className={`${kit.wrapWide} ${kit.below}`}>
        <span className={kit.soft}>{text.members}</span>
        {candidates.map(({ id, name, hasOtherSplit }) => (
          <label key={id} className={kit.row}>
            <input
              type="checkbox"
              checked={chosen.some((one) => one.id === id)}
              onChange={(event) => setToggled({ ...toggled, [id]: event.target.checked })}
            />
            <span translate="no">{name}</span>
            {hasOtherSplit && (
              <span className={kit.caption} title={text.otherSplitTip}>
                {text.otherSplit}
              </span>
            )}
          </label>
        ))}
      </fieldset>
      {chosen.length < 2 && (
        <p className={`${kit.soft} ${kit.below}`}>{candidates.length < 2 ? text.alone : text.choose}</p>
      )}
      <div className={`${kit.wrap} ${kit.baseline} ${kit.below}`}>
        {!isAsked && (
          <Button size="small" disabled={chosen.length < 2 || isRunning} onClick={() => setAsked(`${key} ${split}`)}>
            {text.ask}
          </Button>
        )}
        <NumberField
          label={text.seeds}
          layout="stack"
          value={seeds}
          min={1}
          max={MOST_SEEDS}
          integer
          onChange={setSeeds}
        />
        <Button size="small" title={text.trainTip} disabled={isRunning} onClick={() => void train()}>
          {isTrainingSeeds ? text.training : text.train({ seeds })}
        </Button>
      </div>
      {isRunning && <p className={kit.soft}>{text.waiting}</p>}
      {isAsked && !isCurrent && <Progress label={text.computing} text={text.computing} />}
      {isAsked && isCurrent && error !== undefined && <p className={kit.soft}>{errorMessage(error)}</p>}
      {isAsked && isCurrent && value && <Report report={value} target={head.target} unit={head.unit} />}
    </Section>
  )
}

/** The runs and saved models with this output, newest first; a model of a listed run is that run again. */
function useCandidates(evaluation: HeadEvaluation): readonly Candidate[] {
  const runs = useSelect((state) => state.runs)
  const models = useSelect((state) => state.models)
  const own = useSelect(runInUse)
  const found = newestFirst(runs).filter(({ tag, metrics }) => tag === 'done' && hasOutput(metrics, evaluation))
  const listed = new Set(found.map(({ id }) => id))
  return [
    ...found.map((run) => ({
      ...{ id: run.id, name: run.name, source: { run: run.id } },
      isSeed: own !== undefined && seedlessId(run) === seedlessId(own),
      hasOtherSplit: own !== undefined && splitId(run.content) !== splitId(own.content),
    })),
    ...models
      .filter(({ run, metrics }) => !(run && listed.has(run)) && hasOutput(metrics, evaluation))
      .map(({ name, version }) => {
        const called = `${name} v${version}`
        return { id: called, name: called, source: { model: called }, isSeed: false, hasOtherSplit: false }
      }),
  ]
}

function hasOutput(metrics: Evaluation | null, wanted: HeadEvaluation): boolean {
  return (metrics?.heads ?? []).some(
    (head) =>
      head.kind === wanted.kind &&
      head.label === wanted.label &&
      (head.kind !== 'classes' || wanted.kind !== 'classes' || labelsOf(head) === labelsOf(wanted)),
  )
}

const labelsOf = ({ perClass }: Extract<HeadEvaluation, { kind: 'classes' }>) =>
  perClass.map(({ label }) => label).join('\n')

/** Equal for runs that differ only in their seed. */
function seedlessId({ content, from }: RunRecord): string {
  const { plan, data, networks } = content
  const drawings = networks.map(({ drawing }) => drawing)
  return JSON.stringify([splitId({ data, plan }), { ...plan, seed: 0, split: 0 }, drawings, from])
}

interface ReportProps {
  readonly report: EnsembleReport
  readonly target: string
  readonly unit: string | undefined
}

function Report({ report, target, unit }: ReportProps) {
  const rows = useEvaluatedRows()
  const { kind, disputed, testLooks } = report
  return (
    <>
      <ScoreTable report={report} />
      <p className={kit.above}>
        {report.kind === 'classes'
          ? text.gainOfClasses({ n: report.n, ...report.gain })
          : text.gainOfNumbers({ n: report.n, ...report.gain, unit })}{' '}
        <span className={kit.soft}>
          {text.alike} {testLooks !== undefined && text.testLooks({ looks: testLooks })}
        </span>
      </p>
      <h4 className={kit.above}>{text.disputed}</h4>
      <p className={`${kit.soft} ${kit.below}`}>{disputed.length === 0 ? text.agree : text.disputedAbout[kind]}</p>
      {rows && disputed.length > 0 && <Disputed {...{ report, target }} dataset={rows.dataset} />}
    </>
  )
}

type Scores = Readonly<Record<string, ValueWithInterval>>

function ScoreTable({ report: { kind, ensemble, members, names } }: { readonly report: EnsembleReport }) {
  const all: readonly (readonly [string, Scores])[] = [
    [text.ensemble({ members: members.length }), { ...ensemble }],
    ...members.map((scores, i) => [names[i] as string, { ...scores }] as const),
  ]
  const shown = kind === 'classes' ? (['accuracy', 'nll', 'ece'] as const) : (['mae'] as const)
  return (
    <DataTable
      look="figures"
      caption={<span className="only-spoken">{text.caption}</span>}
      columns={[
        { head: text.network, heading: true, name: true, cell: ([name]: (typeof all)[number]) => name },
        ...shown.map((score) => ({
          head: text.scores[score].title,
          about: text.scores[score].about,
          cell: ([, scores]: (typeof all)[number]) => {
            const scale = score === 'accuracy' || score === 'ece' ? 'share' : 'number'
            const { value = Number.NaN, low = Number.NaN, high = Number.NaN } = scores[score] ?? {}
            return (
              <>
                {text.value({ value, scale })}{' '}
                <span className={kit.caption}>{text.interval({ low, high, scale })}</span>
              </>
            )
          },
        })),
      ]}
      rows={all}
      rowKey={([name]) => name}
    />
  )
}

type DisputedRow = DisputedClass | DisputedNumber

/** The most examples in the list, and the side of a picture. */
const LISTED = 8

interface DisputedProps extends Omit<ReportProps, 'unit'> {
  readonly dataset: Dataset
}

/** The examples on which the members disagree most; a click opens one. */
function Disputed({ report, dataset, target }: DisputedProps) {
  const [opened, setOpened] = useState<DisputedRow>()
  const nameOf = (value: number) => (report.kind === 'classes' ? (report.labels[value] ?? '') : text.number({ value }))
  const label = ({ row }: DisputedRow) => rowNumber(dataset, row)
  const uncertain: readonly Column<DisputedRow>[] =
    report.kind === 'classes'
      ? (['mutualInformation', 'entropy'] as const).map((score) => ({
          head: text[score].title,
          about: text[score].about,
          cell: (one) => (score in one ? text.nats({ value: (one as DisputedClass)[score] }) : null),
        }))
      : [
          {
            head: text.deviation.title,
            about: text.deviation.about,
            cell: (one) => text.number({ value: (one as DisputedNumber).deviation }),
          },
        ]
  return (
    <>
      <DataTable
        caption={<span className="only-spoken">{text.disputed}</span>}
        columns={[
          {
            head: text.example,
            cell: (one) => (
              <ExampleLink
                {...{ dataset, target }}
                row={one.row}
                label={text.open({ row: label(one) })}
                picture={text.example}
                onOpen={() => setOpened(one)}
              />
            ),
          },
          { head: text.actual, name: true, cell: ({ actual }) => nameOf(actual) },
          { head: text.predicted, name: true, cell: ({ predicted }) => nameOf(predicted) },
          { head: text.votes, name: true, wrap: true, cell: ({ votes }) => votesText(report, votes) },
          ...uncertain,
        ]}
        rows={report.disputed.slice(0, LISTED)}
        rowKey={({ row }) => row}
      />
      {report.disputed.length > LISTED && (
        <p className={kit.caption}>{text.more({ examples: report.disputed.length - LISTED })}</p>
      )}
      {opened && (
        <OpenedExample
          {...{ dataset, target }}
          row={opened.row}
          caption={text.disputedCaption({ actual: nameOf(opened.actual), predicted: nameOf(opened.predicted) })}
          onClose={() => setOpened(undefined)}
        >
          <ExampleMore row={opened.row} target={target} {...(report.kind === 'classes' && { labels: report.labels })} />
        </OpenedExample>
      )}
    </>
  )
}

/** How many members predict each class, most first, or what each predicts. */
function votesText(report: EnsembleReport, votes: readonly number[]): string {
  if (report.kind === 'number') return text.numbersOf(votes)
  const counts = new Map<number, number>()
  for (const vote of votes) counts.set(vote, (counts.get(vote) ?? 0) + 1)
  const sorted = [...counts].sort(([, a], [, b]) => b - a)
  return text.votesOf(sorted.map(([index, n]) => ({ label: report.labels[index] ?? '', votes: n })))
}
