/** @file GatePanel: the evidence a flag goes by, check by check, and the move itself. */
import { useState } from 'react'
import type { ModelLine } from '../../../../studio/operate/registry'
import { Button } from '../../../kit/button'
import { TextField } from '../../../kit/text-field'
import { useStudio } from '../../../studio-context'
import { GateEvidence, GateWait, gateWords, useGate, wordsOf } from './gate-evidence'
import { intoView } from './into-view'
import styles from './registry.module.css'
import type { Opened } from './opened'

interface GateProps {
  readonly line: ModelLine
  readonly asked: Extract<Opened, { kind: 'gate' }>
  readonly onClose: () => void
}

/** The gate of a flag that was dropped on a version. */
export function GatePanel({ line, asked, onClose }: GateProps) {
  const studio = useStudio()
  const { model, alias, version } = asked
  const state = useGate(model, version)
  const [why, setWhy] = useState('')
  const [trouble, setTrouble] = useState<string>()
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
      {version !== null && <GateWait asked={state} />}
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
      {state.tag === 'found' && <GateEvidence found={state.found} />}
    </div>
  )
}
