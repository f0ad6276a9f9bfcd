/** @file GateEvidence: what the gate finds of a version before the champion, asked when it is shown: check by check, with what the numbers are. */
import { useEffect, useState } from 'react'
import type { Gate, GateCheck } from '../../../../ops/gates'
import type { GateFound } from '../../../../studio/operate/registry'
import { Progress } from '../../../kit/progress'
import table from '../../../kit/table.module.css'
import { useStudio } from '../../../studio-context'
import { comparisonWords, foundWords, neededWords, sameWords, subjectWords, VERDICT_WORDS } from './gate-words'
import styles from './registry.module.css'

export type GateAsked =
  | { readonly tag: 'asking' }
  | { readonly tag: 'found'; readonly found: GateFound }
  | { readonly tag: 'failed'; readonly why: string }

/** Asks the gate of a version; of none nothing is asked. */
export function useGate(model: string, version: number | null): GateAsked {
  const studio = useStudio()
  const [state, setState] = useState<GateAsked>({ tag: 'asking' })
  useEffect(() => {
    let current = true
    if (version === null) return
    studio
      .run('registry.gate', { model, version })
      .then((found) => current && setState({ tag: 'found', found: found as GateFound }))
      .catch((error: unknown) => current && setState({ tag: 'failed', why: wordsOf(error) }))
    return () => {
      current = false
    }
  }, [studio, model, version])
  return state
}

/** While the gate is asked, and where it cannot be. */
export function GateWait({ asked }: { readonly asked: GateAsked }) {
  if (asked.tag === 'failed') return <p className={styles.bad}>{asked.why}</p>
  if (asked.tag === 'found') return null
  return <Progress label="Asking the gate" words="Both versions are asked of the same rows, and timed…" />
}

/** What the gate found. */
export function GateEvidence({ found: { gate, whyNot, same } }: { readonly found: GateFound }) {
  return (
    <>
      {same && gate.champion !== undefined && <p>{sameWords(gate.version, gate.champion)}</p>}
      <Checks checks={gate.checks} />
      <p className={styles.soft}>{comparisonWords(gate.checks)}</p>
      {whyNot !== undefined && <p className={styles.soft}>They were not compared on the same rows: {whyNot}</p>}
    </>
  )
}

/** What did not pass stands first. */
const ORDER: readonly GateCheck['verdict'][] = ['failed', 'unsure', 'not measured', 'passed']

function Checks({ checks }: { readonly checks: readonly GateCheck[] }) {
  return (
    <div className={styles.scroll}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">Evidence</th>
            <th scope="col">Found</th>
            <th scope="col">Needed</th>
            <th scope="col">Verdict</th>
          </tr>
        </thead>
        <tbody>
          {checks
            .toSorted((a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict))
            .map((check) => (
              <tr key={check.what}>
                <td className={styles.wrap}>{subjectWords(check)}</td>
                <td>{foundWords(check)}</td>
                <td>{neededWords(check)}</td>
                <td>
                  <span data-verdict={check.verdict}>{VERDICT_WORDS[check.verdict]}</span>
                </td>
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  )
}

/** What the gate comes to, in a line. */
export function gateWords({ verdict, checks, champion }: Gate): string {
  const bad = checks.filter((check) => check.verdict === 'failed').length
  const open = checks.filter((check) => check.verdict === 'unsure' || check.verdict === 'not measured').length
  const against = champion === undefined ? '' : `, held against version ${champion}`
  if (verdict === 'failed') return `${bad} of ${checks.length} failed${against}`
  if (verdict === 'unsure') return `none failed, ${open} of ${checks.length} cannot be told${against}`
  return `all ${checks.length} passed${against}`
}

/** What an error says. */
export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
