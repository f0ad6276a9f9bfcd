/**
 * @file The report and the column profiles of the dataset in use, computed automatically while the Data page is open.
 */
import { useEffect } from 'react'
import type { DatasetDef } from '../../../../catalog/dataset-def'
import type { Plan } from '../../../../catalog/training-plan'
import { type Finding, findingKey, isApplied } from '../../../../data/findings/finding'
import { analysisKey, type DataAnalysis } from '../../../../studio/data/data-analysis'
import { useSelect, useStudio } from '../../../studio-context'

/**
 * Analyzes the dataset in use whenever the dataset, its split or its target changes. Profiles are computed first
 * because they are shown first.
 */
export function useLooking(): void {
  const studio = useStudio()
  const key = useSelect(analysisKey)
  useEffect(() => {
    if (key === undefined) return
    // Errors are stored in the state and shown from there.
    for (const id of ['data.profile', 'data.report'] as const) studio.run(id).catch(() => undefined)
  }, [studio, key])
}

/** The result for the current dataset; null if there is no result yet. */
export function useAnalysis<K extends 'report' | 'profile'>(kind: K): DataAnalysis[K] {
  const key = useSelect(analysisKey)
  const one = useSelect((state) => state.analysis[kind])
  return one?.key === key ? one : null
}

export interface Sorted {
  /** Findings that still need attention. */
  readonly open: readonly Finding[]
  /** Findings explained by the dataset card, each with its explanation. */
  readonly known: readonly { readonly finding: Finding; readonly why: string }[]
  readonly accepted: readonly Finding[]
  /** Findings for which the training settings already apply a remedy. */
  readonly done: readonly Finding[]
}

/** Groups findings by whether they are explained, accepted, or handled by the training settings. */
export function sorted(
  result: readonly Finding[],
  { known = [] }: Pick<DatasetDef, 'known'>,
  accepted: readonly string[],
  plan: Plan,
): Sorted {
  const reasons = new Map(known.map(({ code, columns, why }) => [[code, ...columns].join(':'), why]))
  const all = result.map((finding) => ({ finding, key: findingKey(finding) }))
  const undecided = all.filter(({ key }) => !reasons.has(key) && !accepted.includes(key)).map(({ finding }) => finding)
  return {
    open: undecided.filter((finding) => !isHandled(finding, plan)),
    known: all.flatMap(({ finding, key }) => {
      const why = reasons.get(key)
      return why === undefined ? [] : [{ finding, why }]
    }),
    accepted: all.filter(({ key }) => !reasons.has(key) && accepted.includes(key)).map(({ finding }) => finding),
    done: undecided.filter((finding) => isHandled(finding, plan)),
  }
}

/** Findings are computed with the current split, so a split that is already applied cannot be the fix. */
function isHandled({ remedies }: Finding, plan: Plan): boolean {
  return remedies.some((remedy) => remedy.do !== 'split' && isApplied(remedy, plan))
}

/** Number of open findings; undefined until the findings are known. */
export function useOpenFindings(def: DatasetDef): number | undefined {
  const report = useAnalysis('report')
  const accepted = useSelect((state) => state.analysis.accepted)
  const plan = useSelect((state) => state.project.plan)
  return report?.tag === 'found' ? sorted(report.found, def, accepted, plan).open.length : undefined
}
