/** @file The report and the profiles of the set in use: looked for by themselves while the Data room is open. */
import { useEffect } from 'react'
import type { DatasetDef } from '../../../../catalog/dataset-def'
import type { Plan } from '../../../../catalog/plan'
import { type Finding, keyOf } from '../../../../data/findings/finding'
import { isDone } from '../../../../data/findings/remedy'
import { analysisKey, type DataAnalysis } from '../../../../studio/data-analysis'
import { useSelect, useStudio } from '../../../studio-context'

/** Looks at the set in use whenever it, its split or what is predicted is another. Profiles first: they are shown first. */
export function useLooking(): void {
  const studio = useStudio()
  const key = useSelect(analysisKey)
  useEffect(() => {
    if (key === undefined) return
    // What goes wrong is told in the state, where it is shown.
    for (const id of ['data.profile', 'data.report']) studio.run(id).catch(() => undefined)
  }, [studio, key])
}

/** What is known of the set as it is now; null while nothing is. */
export function useAnalysis<K extends 'report' | 'profile'>(kind: K): DataAnalysis[K] {
  const key = useSelect(analysisKey)
  const one = useSelect((state) => state.analysis[kind])
  return one?.key === key ? one : null
}

export interface Sorted {
  /** To be looked at. */
  readonly open: readonly Finding[]
  /** The card of the set says so, with its reason. */
  readonly known: readonly { readonly finding: Finding; readonly why: string }[]
  readonly accepted: readonly Finding[]
  /** The plan does already what one of its remedies would have it do. */
  readonly done: readonly Finding[]
}

/** Findings by whether someone said that it is so, or the plan sees to it. */
export function sorted(
  found: readonly Finding[],
  { known = [] }: Pick<DatasetDef, 'known'>,
  accepted: readonly string[],
  plan: Plan,
): Sorted {
  const reasons = new Map(known.map(({ code, columns, why }) => [[code, ...columns].join(':'), why]))
  const all = found.map((finding) => ({ finding, key: keyOf(finding) }))
  const unsaid = all.filter(({ key }) => !reasons.has(key) && !accepted.includes(key)).map(({ finding }) => finding)
  return {
    open: unsaid.filter((finding) => !isSeenTo(finding, plan)),
    known: all.flatMap(({ finding, key }) => {
      const why = reasons.get(key)
      return why === undefined ? [] : [{ finding, why }]
    }),
    accepted: all.filter(({ key }) => !reasons.has(key) && accepted.includes(key)).map(({ finding }) => finding),
    done: unsaid.filter((finding) => isSeenTo(finding, plan)),
  }
}

/** A split is looked through as it is: what is still found after it was not mended by it. */
function isSeenTo({ remedies }: Finding, plan: Plan): boolean {
  return remedies.some((remedy) => remedy.do !== 'split' && isDone(remedy, plan))
}

/** How many findings wait to be looked at; undefined while they are not known. */
export function useOpenFindings(def: DatasetDef): number | undefined {
  const report = useAnalysis('report')
  const accepted = useSelect((state) => state.analysis.accepted)
  const plan = useSelect((state) => state.project.plan)
  return report?.tag === 'found' ? sorted(report.found, def, accepted, plan).open.length : undefined
}
