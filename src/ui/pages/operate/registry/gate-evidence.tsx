/**
 * @file GateEvidence: the result of a gate that compares a version with the champion. The gate is evaluated when it is
 * shown, and the numbers behind each check are listed.
 */
import { useEffect, useState } from 'react'
import { gateText as text } from '../../../../messages/en/operate/registry'
import type { Gate, GateCheck } from '../../../../ops/promotion-gates'
import type { GateResult } from '../../../../studio/operate/registry/registry'
import { Progress } from '../../../kit/progress'
import table from '../../../kit/table.module.css'
import { useStudio } from '../../../studio-context'
import styles from './registry.module.css'

export type GateState =
  | { readonly tag: 'asking' }
  | { readonly tag: 'found'; readonly found: GateResult }
  | { readonly tag: 'failed'; readonly why: string }

/** Evaluates the gate for a version; does nothing if there is no version. */
export function useGate(model: string, version: number | null): GateState {
  const studio = useStudio()
  const [state, setState] = useState<GateState>({ tag: 'asking' })
  useEffect(() => {
    let current = true
    if (version === null) return
    studio
      .run('registry.gate', { model, version })
      .then((result) => current && setState({ tag: 'found', found: result as GateResult }))
      .catch((error: unknown) => current && setState({ tag: 'failed', why: errorMessage(error) }))
    return () => {
      current = false
    }
  }, [studio, model, version])
  return state
}

/** Shown while the gate is being evaluated, or if the evaluation fails. */
export function GateProgress({ asked }: { readonly asked: GateState }) {
  if (asked.tag === 'failed') return <p className={styles.bad}>{asked.why}</p>
  if (asked.tag === 'found') return null
  return <Progress label={text.asking} text={text.comparing} />
}

/** Shows the result of the gate. */
export function GateEvidence({ found: { gate, whyNot, same } }: { readonly found: GateResult }) {
  return (
    <>
      {same && gate.champion !== undefined && <p>{text.same({ version: gate.version, champion: gate.champion })}</p>}
      <Checks checks={gate.checks} />
      <p className={styles.soft}>{comparisonText(gate.checks)}</p>
      {whyNot !== undefined && <p className={styles.soft}>{text.notCompared({ why: whyNot })}</p>}
    </>
  )
}

/** Checks that did not pass are listed first. */
const ORDER: readonly GateCheck['verdict'][] = ['failed', 'unsure', 'not measured', 'passed']

function Checks({ checks }: { readonly checks: readonly GateCheck[] }) {
  return (
    <div className={styles.scroll}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">{text.heads.evidence}</th>
            <th scope="col">{text.heads.found}</th>
            <th scope="col">{text.heads.needed}</th>
            <th scope="col">{text.heads.verdict}</th>
          </tr>
        </thead>
        <tbody>
          {checks
            .toSorted((a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict))
            .map((check) => (
              <tr key={check.what}>
                <td className={styles.wrap}>{subjectText(check)}</td>
                <td>{text.found(check)}</td>
                <td>{neededText(check)}</td>
                <td>
                  <span data-verdict={check.verdict}>{text.verdict[check.verdict]}</span>
                </td>
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  )
}

/** Summarizes the verdict of a gate in one line. */
export function gateSummary({ verdict, checks: all, champion }: Gate): string {
  const failed = all.filter((check) => check.verdict === 'failed').length
  const open = all.filter((check) => check.verdict === 'unsure' || check.verdict === 'not measured').length
  const counts = { failed, open, checks: all.length }
  return champion === undefined ? text.summary[verdict](counts) : text.versus[verdict]({ ...counts, champion })
}

/** The message of an error. */
export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** Describes the subject of a check. */
function subjectText({ what, slice, rows, split }: GateCheck): string {
  return text.subjectOf({ subject: text.subject[what], slice, rows, split })
}

/** Describes how the versions were compared; undefined if they were not compared. */
function comparisonText(checks: readonly GateCheck[]): string | undefined {
  const score = checks.find(({ what, among }) => what === 'score' && among !== undefined)
  return score && text.comparison({ rows: score.rows ?? 0, split: score.split, slices: (score.among ?? 1) - 1 })
}

/** Describes what a check requires. */
function neededText({ what, needed, unit }: GateCheck): string {
  if (needed === undefined) return text.nothing
  return what === 'finite' ? text.neededNone : text.needed({ needed, unit })
}
