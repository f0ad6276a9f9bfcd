/**
 * @file More about an opened example of the Evaluate page: the training examples that are similar to it or made its
 * prediction, what happens without them, and edits, which are those of the data in use. It may be a later version than
 * the evaluated one.
 */
import { useMemo, useState } from 'react'
import { errorMessage } from '../../../base/result'
import { columnIndex } from '../../../catalog/dataset-schema'
import type { Condition } from '../../../data/condition'
import { type Dataset, isLeftOut, rowNumber } from '../../../data/dataset'
import { influenceText } from '../../../messages/en/evaluate/explanations'
import { exampleEditsText, neighborsText } from '../../../messages/en/evaluate/failures'
import type { SetRecord } from '../../../storage/dataset-records'
import { leftOutKey } from '../../../studio/data/data-analysis'
import { keyOf } from '../../../studio/data/data-session'
import { slicesOf } from '../../../studio/data/dataset-slices'
import type { InfluenceReport } from '../../../studio/evaluation/influence'
import { seenRows } from '../../../studio/models/evaluated-split'
import { runInUse } from '../../../studio/training/weights-in-use'
import { cellText, imageColumn } from '../../charts/dataset-row-text'
import { OpenRows } from '../../charts/open-rows'
import { RowImage } from '../../charts/pixel-image'
import { useEvaluatedRows, useRows } from '../../charts/use-evaluation'
import { Button } from '../../kit/button'
import { Progress } from '../../kit/progress'
import { Select } from '../../kit/select'
import { useResult } from '../../kit/use-on-change'
import { useRunCommand, useSelect, useStudio } from '../../studio-context'
import kit from '../../kit/kit.module.css'
import { useEdits } from '../data/rows/use-edits'

/** Side length of the image of a training example, and the width of the image of an opened one, in CSS pixels. */
const SIDE = 40
const WIDTH = 220

interface ExampleEditsProps {
  readonly row: number
  /** The classes; without them, the example can only be excluded. */
  readonly labels?: readonly string[]
  readonly target: string
}

/** What can be done with an opened example, and the training examples that are similar to it or made its prediction. */
export function ExampleMore({ layer, ...example }: ExampleEditsProps & { readonly layer?: string }) {
  const { row, target } = example
  return (
    <>
      <ExampleEdits {...example} />
      <Neighbors key={`near ${row}`} {...{ row, target, layer }} />
      <Influence key={`influence ${row}`} {...{ row, target }} />
    </>
  )
}

interface NeighborsProps {
  readonly row: number
  readonly target: string
  /** The node of a layer; by default, the one before the output. */
  readonly layer: string | undefined
}

/** Computed when asked, because it reads the layer for all training examples. */
function Neighbors({ row, target, layer }: NeighborsProps) {
  const studio = useStudio()
  const dataset = useEvaluatedRows()?.dataset
  const nodes = useSelect((state) => state.project.drawing.nodes)
  const seen = useSelect(seenRows)
  const [isAsked, setAsked] = useState(false)
  const { value, error, isCurrent } = useResult([row, layer, isAsked], () =>
    isAsked ? studio.run('evaluate.neighbors', { row, layer, most: 6 }) : undefined,
  )
  if (!isAsked)
    return (
      <Button size="small" onClick={() => setAsked(true)}>
        {neighborsText.ask}
      </Button>
    )
  if (!isCurrent) return <p className={kit.soft}>{neighborsText.computing}</p>
  if (error !== undefined || !value || !dataset) return <p className={kit.soft}>{errorMessage(error)}</p>
  return (
    <section aria-label={neighborsText.title} className={kit.stackTight} style={{ maxWidth: WIDTH }}>
      <h4>{neighborsText.title}</h4>
      <p className={kit.caption}>
        {neighborsText.about({ ...value, layer: nodes.find(({ id }) => id === value.layer)?.label ?? value.layer })}
        {(seen === 'some' || seen === 'none') && ` ${neighborsText.otherRows}`}
      </p>
      <TrainingRows
        {...{ dataset, target }}
        rows={value.neighbors.map(({ row: other, distance }) => ({
          row: other,
          figure: neighborsText.distance({ distance }),
        }))}
      />
    </section>
  )
}

interface TrainingRowsProps {
  readonly dataset: Dataset
  readonly target: string
  readonly rows: readonly { readonly row: number; readonly figure: string }[]
}

/** Training examples with their labels, each with a number. */
function TrainingRows({ dataset, target, rows }: TrainingRowsProps) {
  const column = columnIndex(dataset.schema, target)
  const hasImages = imageColumn(dataset) >= 0
  return (
    <ul className={hasImages ? kit.wrap : kit.stackTight}>
      {rows.map(({ row, figure }) => {
        const label = cellText(dataset, column, row) ?? ''
        const name = neighborsText.row({ row: rowNumber(dataset, row), label })
        return (
          <li key={row} className={`${kit.small} ${hasImages ? '' : kit.row}`}>
            {hasImages && <RowImage {...{ dataset, row }} side={SIDE} label={name} />}
            <OpenRows rows={[row]} title={name}>
              <span translate="no">{hasImages ? label : name}</span>
            </OpenRows>{' '}
            <span className={kit.soft}>{figure}</span>
          </li>
        )
      })}
    </ul>
  )
}

/** The training examples that are listed, and those that can be left out. */
const LISTED = 6
const MOST_LEFT_OUT = 20

/** Computed when asked, because it takes two predictions of the training set for each checkpoint. */
function Influence({ row, target }: { readonly row: number; readonly target: string }) {
  const studio = useStudio()
  const dataset = useEvaluatedRows()?.dataset
  const [isAsked, setAsked] = useState(false)
  const { value, error, isCurrent } = useResult([row, isAsked], () =>
    isAsked ? studio.run('explain.influence', { row, most: MOST_LEFT_OUT }) : undefined,
  )
  if (!isAsked)
    return (
      <Button size="small" onClick={() => setAsked(true)}>
        {influenceText.ask}
      </Button>
    )
  if (!isCurrent) return <p className={kit.soft}>{influenceText.computing}</p>
  if (error !== undefined || !value || !dataset) return <p className={kit.soft}>{errorMessage(error)}</p>
  const { checkpoints, helpful, harmful } = value
  // A ranking of differences that change no figure would look like a result.
  if (!value.isMeasurable)
    return (
      <section aria-label={influenceText.title} className={kit.stackTight}>
        <h4>{influenceText.title}</h4>
        <p>{influenceText.unmeasurable(value)}</p>
      </section>
    )
  return (
    <section aria-label={influenceText.title} className={kit.stackTight} style={{ maxWidth: 1.4 * WIDTH }}>
      <h4>{influenceText.title}</h4>
      <p className={kit.caption}>{influenceText.about({ ...value, checkpoints: checkpoints.length })}</p>
      {(
        [
          ['helpful', helpful],
          ['harmful', harmful],
        ] as const
      ).map(([which, rows]) => (
        <div key={which} className={kit.stackTight}>
          <h5>{influenceText[which]}</h5>
          {rows.length === 0 && <p className={kit.soft}>{influenceText.none}</p>}
          <TrainingRows
            {...{ dataset, target }}
            rows={rows.slice(0, LISTED).map((one) => ({ row: one.row, figure: influenceText.value(one) }))}
          />
        </div>
      ))}
      <Retraining report={value} />
    </section>
  )
}

/** What happens if the run is trained again without some of its examples, next to the estimate. */
function Retraining({ report }: { readonly report: InfluenceReport }) {
  const { row, helpful, harmful, retrained } = report
  const studio = useStudio()
  const run = useRunCommand()
  const job = useSelect(({ analysis, project }) =>
    analysis.leftOut?.key === leftOutKey({ project }, row) ? analysis.leftOut : null,
  )
  const shown = useSelect(({ look, data }) => (data.tag === 'ready' && look?.key === data.key ? look.rows : undefined))
  const slices = useSelect(slicesOf)
  const runId = useSelect((state) => runInUse(state)?.id)
  const sets = [
    { value: 'helpful', title: influenceText.set.helpful({ n: helpful.length }), rows: helpful.map((one) => one.row) },
    { value: 'harmful', title: influenceText.set.harmful({ n: harmful.length }), rows: harmful.map((one) => one.row) },
    { value: 'shown', title: influenceText.set.shown({ n: shown?.length ?? 0 }), rows: shown ?? [] },
    ...slices.map(({ name, where }) => ({
      ...{ value: `slice ${name}`, title: influenceText.set.slice({ name }), where },
    })),
  ].filter((one) => 'where' in one || one.rows.length > 0)
  const [chosen, setChosen] = useState(sets[0]?.value ?? '')
  const set = sets.find(({ value }) => value === chosen)
  // A failure is shown here, so no notice repeats it.
  const retrain = ({ rows, where }: { rows?: readonly number[]; where?: Condition }) =>
    void studio
      .run('explain.leaveOut', { row, ...(where ? { where } : { rows: [...(rows ?? [])] }) })
      .catch(() => undefined)
  const fresh = job?.tag === 'found' && job.found.recipe.run === runId ? [job.found] : []
  const results = [...fresh, ...retrained.filter(({ recipe }) => recipe.hash !== fresh[0]?.recipe.hash)]
  return (
    <>
      {job?.tag === 'looking' ? (
        <div className={kit.wrap}>
          <Progress
            label={influenceText.progress}
            share={job.done}
            text={influenceText.training({ share: job.done })}
          />
          <Button size="small" onClick={() => run('explain.leaveOut', { row, cancel: true })}>
            {influenceText.cancel}
          </Button>
        </div>
      ) : (
        set && (
          <div className={kit.wrap}>
            <Select label={influenceText.leaveOut} layout="stack" value={chosen} options={sets} onChange={setChosen} />
            <Button size="small" onClick={() => retrain(set)}>
              {influenceText.retrain}
            </Button>
          </div>
        )
      )}
      {job?.tag === 'failed' && <p role="alert">{job.why}</p>}
      {job?.tag === 'stopped' && <p className={kit.soft}>{influenceText.canceled}</p>}
      {results.map((found) => (
        <div key={found.recipe.hash} role="status" className={kit.small}>
          <p>
            <OpenRows rows={found.leftOut} title={influenceText.without({ n: found.leftOut.length })}>
              {influenceText.without({ n: found.leftOut.length })}
            </OpenRows>
            {influenceText.effect(found)}
          </p>
          <p>{influenceText.whole(found)}</p>
          <p className={kit.caption}>
            {influenceText.recipe({ ...found.recipe, remains: found.remains, testLooks: found.testLooks })}
          </p>
        </div>
      ))}
    </>
  )
}

/** Gives an opened example another label, or excludes it. */
function ExampleEdits({ row, labels, target }: ExampleEditsProps) {
  const edits = useExampleEdits(target)
  const now = edits.labelNow(row)
  if (edits.why !== undefined) return <p className={kit.caption}>{edits.why}</p>
  if (now === undefined) return <p className={kit.soft}>{exampleEditsText.excluded}</p>
  return (
    <div className={kit.wrap}>
      {labels && (
        <Select
          label={exampleEditsText.label}
          layout="bare"
          value={now}
          options={[...new Set([...labels, now])].map((label) => ({ value: label, title: label }))}
          onChange={(label) => edits.relabel(row, label)}
        />
      )}
      <Button size="small" title={exampleEditsText.excludeAbout} onClick={() => edits.exclude(row)}>
        {exampleEditsText.exclude}
      </Button>
      <LeaveOutButton {...{ edits, row }} />
    </div>
  )
}

/** Leaves an example of the training set out of training only, or undoes that. */
export function LeaveOutButton({ edits, row }: { readonly edits: ExampleEditing; readonly row: number }) {
  const isOut = edits.isLeftOut(row)
  if (!isOut && !edits.isInTraining(row)) return null
  return (
    <Button
      size="small"
      title={exampleEditsText.leaveOutAbout}
      onClick={() => edits.leaveOut(row, isOut ? 'back' : undefined)}
    >
      {exampleEditsText[isOut ? 'useAgain' : 'leaveOut']}
    </Button>
  )
}

export interface ExampleEditing {
  /** Why examples cannot be changed; undefined if they can. */
  readonly why: string | undefined
  /** Whether the data in use is another version than the evaluated one. */
  readonly isChanged: boolean
  /** The label of an evaluated row in the data in use; undefined if the row has been excluded there. */
  readonly labelNow: (row: number) => string | undefined
  readonly relabel: (row: number, label: string) => void
  readonly exclude: (row: number) => void
  readonly isLeftOut: (row: number) => boolean
  readonly isInTraining: (row: number) => boolean
  readonly leaveOut: (row: number, back?: 'back') => void
}

/** Edits of the rows of the evaluated data in the data in use, where they have the same permanent numbers. */
export function useExampleEdits(target: string): ExampleEditing {
  const edits = useEdits()
  const evaluated = useEvaluatedRows()?.dataset
  const { dataset: current, split } = useRows() ?? {}
  const training = useMemo(() => new Set(split?.train), [split])
  const isSameSource = useSelect(
    ({ sets, data, metrics }) =>
      data.tag === 'ready' && sourceOf(sets.sets, data.key) === sourceOf(sets.sets, metrics?.data),
  )
  const isChanged = current !== evaluated
  const placeOf = useMemo(() => {
    if (!current || !evaluated || !isSameSource) return undefined
    if (current === evaluated) return (row: number) => row
    const places = new Map(Array.from({ length: current.schema.rows }, (_, row) => [rowNumber(current, row), row]))
    return (row: number) => places.get(rowNumber(evaluated, row))
  }, [current, evaluated, isSameSource])
  const column = current ? columnIndex(current.schema, target) : -1
  const at = (row: number) => placeOf?.(row) ?? -1
  return {
    why: !edits.allowed
      ? exampleEditsText.locked
      : placeOf === undefined || column < 0
        ? exampleEditsText.otherData
        : undefined,
    isChanged,
    labelNow: (row) => (current && at(row) >= 0 ? (cellText(current, column, at(row)) ?? '') : undefined),
    relabel: (row, label) => {
      const number = evaluated ? rowNumber(evaluated, row) : 0
      edits.set(target, [at(row)], label, exampleEditsText.relabeledNotice({ row: number, label }))
    },
    exclude: (row) => edits.exclude([at(row)]),
    isLeftOut: (row) => current !== undefined && isLeftOut(current, at(row)),
    isInTraining: (row) => training.has(at(row)),
    leaveOut: (row, back) => edits.leaveOut([at(row)], back),
  }
}

/** Equal for all versions of the same rows: the key of a dataset without its version, or of the one it was made from. */
function sourceOf(sets: readonly SetRecord[], key: string | undefined): string | undefined {
  const id = key?.split('@')[0]
  const base = sets.find((set) => set.id === id)?.base
  return base?.kind === 'shipped' ? keyOf(base) : id
}
