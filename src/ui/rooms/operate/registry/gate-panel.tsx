/** @file GatePanel: the evidence a flag goes by, check by check, and the move itself. */
import { useEffect, useState } from 'react'
import type { Gate, GateCheck } from '../../../../ops/gates'
import type { GateFound, ModelLine } from '../../../../studio/operate/registry'
import { Button } from '../../../kit/button'
import { Progress } from '../../../kit/progress'
import table from '../../../kit/table.module.css'
import { TextField } from '../../../kit/text-field'
import { useStudio } from '../../../studio-context'
import { comparisonWords, foundWords, neededWords, subjectWords, VERDICT_WORDS } from './gate-words'
import { intoView } from './into-view'
import styles from './registry.module.css'
import type { Opened } from './opened'

interface GateProps {
  readonly line: ModelLine
  readonly asked: Extract<Opened, { kind: 'gate' }>
  readonly onClose: () => void
}

type Asked =
  | { readonly tag: 'asking' }
  | { readonly tag: 'found'; readonly found: GateFound }
  | { readonly tag: 'failed'; readonly why: string }

/** The gate of a flag that was dropped on a version. */
export function GatePanel({ line, asked, onClose }: GateProps) {
  const studio = useStudio()
  const { model, alias, version } = asked
  const [state, setState] = useState<Asked>({ tag: 'asking' })
  const [why, setWhy] = useState('')
  const [trouble, setTrouble] = useState<string>()
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

  const gate = state.tag === 'found' ? state.found.gate : undefined
  const failed = gate?.verdict === 'failed' && alias === 'champion'
  const broken = gate?.checks.some(({ what, verdict }) => what === 'whole' && verdict === 'failed') === true
  async function move(): Promise<void> {
    try {
      await studio.run('registry.alias', {
        model,
        alias,
        version,
        why,
        gate: true,
        ...(failed ? { anyway: true } : {}),
      })
      onClose()
    } catch (error) {
      setTrouble(wordsOf(error))
    }
  }
  const from = line.now[alias]
  return (
    <div ref={intoView} className={styles.panel}>
      <div className={styles.title}>
        <h4>
          {version === null
            ? `Take down the ${alias}`
            : `Make version ${version} the ${alias}${from === undefined ? '' : `, in place of version ${from}`}`}
        </h4>
        {gate && <span data-verdict={gate.verdict}>{gateWords(gate)}</span>}
      </div>
      {version === null && (
        <p className={styles.soft}>Stages that name the {alias} answer nothing until it is set again.</p>
      )}
      {version !== null && state.tag === 'asking' && (
        <Progress label="Asking the gate" words="Both versions are asked of the same rows, and timed…" />
      )}
      {state.tag === 'failed' && <p className={styles.bad}>{state.why}</p>}
      <form
        className={styles.actions}
        onSubmit={(event) => {
          event.preventDefault()
          void move()
        }}
      >
        <div className={styles.why}>
          <TextField
            label={failed ? 'Why all the same' : 'Why (kept with the move)'}
            layout="stack"
            tell="typing"
            value={why}
            onChange={setWhy}
            maxLength={500}
          />
        </div>
        <Button
          type="submit"
          tone={failed ? 'bad' : 'primary'}
          disabled={broken || (version !== null && state.tag === 'asking') || (failed && why.trim() === '')}
        >
          {version === null ? 'Take it down' : failed ? 'Move it all the same' : 'Move'}
        </Button>
        <Button onClick={onClose}>Cancel</Button>
      </form>
      {trouble !== undefined && (
        <p className={styles.bad} role="alert">
          {trouble}
        </p>
      )}
      {gate && <Evidence checks={gate.checks} />}
      {gate && <p className={styles.soft}>{comparisonWords(gate.checks)}</p>}
      {state.tag === 'found' && state.found.whyNot !== undefined && (
        <p className={styles.soft}>They were not compared on the same rows: {state.found.whyNot}</p>
      )}
    </div>
  )
}

function Evidence({ checks }: { readonly checks: readonly GateCheck[] }) {
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
          {checks.map((check) => (
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

function gateWords({ verdict, checks, champion }: Gate): string {
  const bad = checks.filter((check) => check.verdict === 'failed').length
  const open = checks.filter((check) => check.verdict === 'unsure' || check.verdict === 'not measured').length
  const against = champion === undefined ? '' : `, held against version ${champion}`
  if (verdict === 'failed') return `${bad} of ${checks.length} failed${against}`
  if (verdict === 'unsure') return `none failed, ${open} of ${checks.length} cannot be told${against}`
  return `all ${checks.length} passed${against}`
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
