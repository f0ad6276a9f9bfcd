/**
 * @file The tabs of the Evaluate page with their sections, in order; all but the results are loaded when their tab is
 * first opened. A new section needs its file and a line here. A tab that has no section for an output is not shown.
 */
import { type ComponentType, lazy } from 'react'
import { resultsText } from '../../../messages/en/evaluate/results'
import type { OutputKind } from '../../../metrics/define-metric'
import type { EvaluateTab } from '../../../studio/state'
import { isOfKind, type ShownHead } from '../../charts/use-evaluation'
import { ExamplesToExplain, ImageView, NumberView, TextView } from './output-views'

interface Section {
  /** The kinds of output that it is for. */
  readonly kinds: readonly OutputKind[]
  readonly View: ComponentType<{ readonly head: ShownHead }>
}

interface Tab {
  readonly id: EvaluateTab
  readonly title: string
  readonly sections: Readonly<Record<string, Section>>
}

const ClassResults = lazy(() => import('./class-results'))
const GroupsPart = lazy(() => import('./groups-section'))
const failures = () => import('./failures-section')
const LabelErrorsPart = lazy(async () => ({ default: (await failures()).LabelErrorsSection }))
const slices = () => import('./slices-section')
const WeakSlicesPart = lazy(async () => ({ default: (await slices()).WeakSlicesSection }))
const SurfacePart = lazy(async () => ({
  default: (await import('../../network/node-faces/surface-view')).SurfaceSection,
}))
const ImportancePart = lazy(() => import('./importance-section'))
const EmbeddingPart = lazy(async () => ({ default: (await failures()).EmbeddingSection }))
const certainty = () => import('./certainty-section')
const ClassesCertainty = lazy(async () => ({ default: (await certainty()).ClassesCertainty }))
const NumberCertainty = lazy(async () => ({ default: (await certainty()).NumberCertainty }))
const EnsemblePart = lazy(() => import('./ensemble-section'))
const robustness = () => import('./robustness-section')
const AttackPart = lazy(async () => ({ default: (await robustness()).AttackSection }))
const CorruptionsPart = lazy(async () => ({ default: (await robustness()).CorruptionsSection }))
const GuardPart = lazy(() => import('./guard-section'))
const AttackSetsPart = lazy(async () => ({ default: (await import('./attack-sets-section')).AttackSetsSection }))
const CurvePart = lazy(() => import('../data/learning-curve/curve-section'))

/** A section for outputs of one kind. */
function forKind<K extends OutputKind>(
  kind: K,
  Part: ComponentType<{ readonly head: ShownHead & ShownHead<K> }>,
): Section {
  return { kinds: [kind], View: ({ head }) => (isOfKind(head, kind) ? <Part head={head} /> : null) }
}

/** A section for outputs of every kind. */
function forAll(View: Section['View']): Section {
  return { kinds: ['classes', 'number', 'image', 'sequence'], View }
}

const titles = resultsText.tabs

export const TABS: readonly Tab[] = [
  {
    id: 'results',
    title: titles.results,
    sections: {
      classes: forKind('classes', ClassResults),
      number: forKind('number', NumberView),
      image: forKind('image', ImageView),
      text: forKind('sequence', TextView),
      slices: { kinds: ['number', 'image', 'sequence'], View: lazy(slices) },
    },
  },
  {
    id: 'certainty',
    title: titles.certainty,
    sections: {
      classes: forKind('classes', ClassesCertainty),
      number: forKind('number', NumberCertainty),
      ensembleOfClasses: forKind('classes', EnsemblePart),
      ensembleOfNumbers: forKind('number', EnsemblePart),
    },
  },
  {
    id: 'failures',
    title: titles.failures,
    sections: {
      labelErrors: forKind('classes', LabelErrorsPart),
      weakClasses: forKind('classes', WeakSlicesPart),
      weakNumbers: forKind('number', WeakSlicesPart),
      mapOfClasses: forKind('classes', EmbeddingPart),
      mapOfNumbers: forKind('number', EmbeddingPart),
    },
  },
  {
    id: 'explanations',
    title: titles.explanations,
    sections: {
      surface: forKind('classes', SurfacePart),
      examples: forKind('classes', ExamplesToExplain),
      importanceForClasses: forKind('classes', ImportancePart),
      importanceForNumbers: forKind('number', ImportancePart),
    },
  },
  {
    id: 'groups',
    title: titles.groups,
    sections: { rates: forKind('classes', GroupsPart) },
  },
  {
    id: 'robustness',
    title: titles.robustness,
    sections: {
      attack: forKind('classes', AttackPart),
      guard: forKind('classes', GuardPart),
      attackSets: forKind('classes', AttackSetsPart),
      corruptions: forAll(CorruptionsPart),
    },
  },
  {
    id: 'comparison',
    title: titles.comparison,
    sections: {
      runs: forAll(lazy(() => import('./compare-section'))),
      simpleModels: forAll(lazy(() => import('./simple-models-section'))),
      moreData: forAll(() => <CurvePart title={resultsText.page.moreData} />),
    },
  },
]

/** The sections of a tab for a kind of output, by name. */
export function sectionsFor({ sections }: Tab, kind: OutputKind): readonly (readonly [string, Section['View']])[] {
  return Object.entries(sections).flatMap(([name, { kinds, View }]) =>
    kinds.includes(kind) ? [[name, View] as const] : [],
  )
}
