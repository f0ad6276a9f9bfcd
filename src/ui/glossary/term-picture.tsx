/** @file TermPicture: a term in a picture of the open project: its layers, its losses, its data, its predictions. */
import type { ReactNode } from 'react'
import { layers } from '../../catalog/layers'
import { stages } from '../../catalog/service-stages'
import { activationFormula, ACTIVATIONS } from '../../formulas/activations'
import { compile } from '../../formulas/evaluate'
import type { Drawing, DrawnNode } from '../../graph/drawing'
import { glossaryText as text } from '../../messages/en/glossary'
import { count, percent } from '../../messages/format'
import { classCounts, lossHistory, nodesOfTerm } from '../../studio/glossary/own-numbers'
import type { GlossaryTerm } from '../../studio/glossary/terms'
import type { AppState } from '../../studio/state'
import { NodeGlyph } from '../kit/icon'
import kit from '../kit/kit.module.css'
import { DataPicture } from '../pictures/data-picture'
import { useSelect } from '../studio-context'

/** The picture of a term; nothing if the project has nothing to show for it yet. */
export function TermPicture({ of }: { readonly of: GlossaryTerm }) {
  const state = useSelect((one) => one)
  const picture = pictureOf(of, state)
  return picture && <figure className={kit.stackTight}>{picture}</figure>
}

function pictureOf(of: GlossaryTerm, state: AppState): ReactNode {
  return OWN_PICTURES[of.id]?.(state, of) || TOPIC_PICTURES[of.topic]?.(state, of) || null
}

type Picture = (state: AppState, of: GlossaryTerm) => ReactNode

const probabilities: Picture = ({ answer }) => {
  const [head] = Object.values(answer?.outputs ?? {})
  if (head?.kind !== 'classes') return undefined
  return <Shares values={Object.entries(head.probabilities)} format={percent} most={1} />
}

const classes: Picture = (state) => {
  const counts = classCounts(state)
  if (counts.length === 0) return undefined
  return <Shares values={counts} format={count} most={Math.max(...counts.map(([, n]) => n))} />
}

const sets: Picture = ({ data }) =>
  data.tag === 'ready' && (
    <>
      <div className={kit.row} style={{ height: 12 }} aria-hidden="true">
        {SETS.map((name) => (
          <i
            key={name}
            className={kit.part}
            data-part={name}
            style={{ flexGrow: data.split[name].length, height: 12 }}
          />
        ))}
      </div>
      <figcaption className={kit.caption}>
        {text.sets({
          train: data.split.train.length,
          validation: data.split.validation.length,
          test: data.split.test.length,
        })}
      </figcaption>
    </>
  )

const SETS = ['train', 'validation', 'test'] as const

const lossCurves: Picture = (state) => {
  const history = lossHistory(state)
  if (history.length < 2) return undefined
  const validation = history.flatMap(({ validationLoss }) => validationLoss ?? [])
  return (
    <>
      <Curves series={[history.map(({ loss }) => loss), ...(validation.length > 1 ? [validation] : [])]} />
      <figcaption className={kit.caption}>{text.curves({ epochs: history.length })}</figcaption>
    </>
  )
}

/** The range of inputs that the curve of an activation is drawn for. */
const [FROM, TO, POINTS] = [-4, 4, 81]

const activationCurves: Picture = ({ project: { drawing } }) => {
  const used = new Set(drawing.nodes.map(({ params }) => params.activation))
  // Softmax depends on all units of a layer, so it has no curve.
  const names = [...ACTIVATIONS.keys()].filter((name) => used.has(name) && name !== 'softmax' && name !== 'linear')
  return names.length > 0 && <ActivationCurves names={names.slice(0, 3)} />
}

const curveOf =
  (name: string): Picture =>
  () => <ActivationCurves names={[name]} />

const OWN_PICTURES: Readonly<Record<string, Picture>> = {
  ...Object.fromEntries(
    ['softmax', 'prediction', 'confidence', 'logit', 'threshold', 'abstain'].map((id) => [id, probabilities]),
  ),
  ...Object.fromEntries(['class', 'imbalance', 'classWeight', 'stratified', 'target'].map((id) => [id, classes])),
  ...Object.fromEntries(['trainingSet', 'validationSet', 'testSet', 'split', 'leakage'].map((id) => [id, sets])),
  relu: curveOf('relu'),
  sigmoid: curveOf('sigmoid'),
  activation: activationCurves,
}

const network: Picture = ({ project: { drawing } }, of) => (
  <Chain drawing={drawing} marked={nodesOfTerm(of.id, drawing)} familyOf={(kind) => layers.find(kind)?.family} />
)

/** Stages of a service that stand for a term with another name. */
const STAGES: Readonly<Record<string, readonly string[]>> = {
  canary: ['split'],
  alias: ['model'],
  version: ['model'],
  replica: ['model'],
  queue: ['model'],
  inputGuard: ['guard'],
  request: ['source'],
}

const service: Picture = ({ project, operate }, { topic, id }) => {
  const shown = project.services?.find(({ name }) => name === operate.service) ?? project.services?.[0]
  if (!shown) return undefined
  const kinds = STAGES[id] ?? [topic === 'stages' ? id.slice('stages/'.length) : id]
  const marked = shown.drawing.nodes.filter(({ kind }) => kinds.includes(kind))
  return <Chain drawing={shown.drawing} marked={marked} familyOf={(one) => stages.find(one)?.family} />
}

const confusion: Picture = ({ metrics }) => {
  const [head] = metrics?.heads ?? []
  if (head?.kind !== 'classes') return undefined
  const most = Math.max(1, ...head.perClass.map(({ support }) => support))
  const correct = head.perClass.map(({ label }, i) => [label, head.confusion[i]?.[i] ?? 0] as const)
  return (
    <>
      <Shares values={correct} format={count} most={most} />
      <figcaption className={kit.caption}>{text.correct}</figcaption>
    </>
  )
}

const TOPIC_PICTURES: { readonly [T in GlossaryTerm['topic']]?: Picture } = {
  networks: network,
  layers: network,
  training: lossCurves,
  losses: lossCurves,
  optimizers: lossCurves,
  data: ({ project }) => <DataPicture dataset={project.data.dataset} />,
  evaluation: confusion,
  metrics: confusion,
  operation: service,
  stages: service,
}

interface ChainProps {
  readonly drawing: Drawing
  readonly marked: readonly DrawnNode[]
  readonly familyOf: (kind: string) => Parameters<typeof NodeGlyph>[0]['family'] | undefined
}

/** The nodes of a drawing in a row; those that the term is about are marked. */
function Chain({ drawing, marked, familyOf }: ChainProps) {
  return (
    <ul className={kit.wrap}>
      {drawing.nodes.map((node) => {
        const family = familyOf(node.kind)
        return (
          <li
            key={node.id}
            className={`${kit.rowTight} ${marked.includes(node) ? kit.tag : kit.caption}`}
            aria-current={marked.includes(node)}
            translate="no"
          >
            {family && <NodeGlyph kind={node.kind} family={family} />}
            {node.label}
          </li>
        )
      })}
    </ul>
  )
}

interface SharesProps {
  readonly values: readonly (readonly [name: string, value: number])[]
  readonly format: (value: number) => string
  /** The value of a full bar. */
  readonly most: number
}

/** The most bars. */
const MOST_BARS = 10

function Shares({ values, format, most }: SharesProps) {
  return (
    <ol className={kit.shares}>
      {values.slice(0, MOST_BARS).map(([name, value]) => (
        <li key={name}>
          <span className={kit.ellipsis} title={name} translate="no">
            {name}
          </span>
          <i className={kit.bar}>
            <b style={{ width: `${(100 * value) / most}%` }} />
          </i>
          <span>{format(value)}</span>
        </li>
      ))}
    </ol>
  )
}

/** The size of a drawn curve, in CSS pixels. */
const [WIDTH, HEIGHT] = [300, 90]

/** Lines over the same x-axis and from 0 up, or from the lowest value if it is negative. */
function Curves({ series }: { readonly series: readonly (readonly number[])[] }) {
  const all = series.flat()
  const [low, high] = [Math.min(0, ...all), Math.max(...all)]
  const y = (value: number) => HEIGHT - ((value - low) / (high - low || 1)) * HEIGHT
  const path = (values: readonly number[]) =>
    values
      .map((value, i) => `${i === 0 ? 'M' : 'L'}${(i / Math.max(1, values.length - 1)) * WIDTH} ${y(value)}`)
      .join('')
  return (
    <svg
      className={kit.series}
      viewBox={`0 -2 ${WIDTH} ${HEIGHT + 4}`}
      width={WIDTH}
      height={HEIGHT + 4}
      aria-hidden="true"
    >
      {series.map((values, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a series is its place
        <path key={i} d={path(values)} />
      ))}
    </svg>
  )
}

function ActivationCurves({ names }: { readonly names: readonly string[] }) {
  const series = names.map((name) => {
    const result = compile(activationFormula(name).result)
    return Array.from({ length: POINTS }, (_, i) => result({ x: FROM + ((TO - FROM) * i) / (POINTS - 1), alpha: 0 }))
  })
  return (
    <>
      <Curves series={series} />
      <figcaption className={kit.caption}>{text.inputs({ names, from: FROM, to: TO })}</figcaption>
    </>
  )
}
