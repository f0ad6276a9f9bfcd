/**
 * @file GatePanel: the gate for an alias move, with the evidence for each check and the button that moves the alias.
 */
import { useState } from 'react'
import { gateText } from '../../../../messages/en/operate/registry'
import { termsText } from '../../../../messages/en/operate/terms'
import type { RegistryModel } from '../../../../studio/operate/registry/registry'
import { Button } from '../../../kit/button'
import { TextField } from '../../../kit/text-field'
import { useStudio } from '../../../studio-context'
import { errorMessage, GateEvidence, GateProgress, gateSummary, useGate } from './gate-evidence'
import type { OpenPanel } from './open-registry-panel'
import styles from './registry.module.css'
import { scrollIntoView } from './scroll-into-view'

interface GateProps {
  readonly registryModel: RegistryModel
  readonly move: Extract<OpenPanel, { kind: 'gate' }>
  readonly onClose: () => void
}

const { move: text } = gateText

/** The gate for an alias that was dropped on a version. */
export function GatePanel({ registryModel, move: asked, onClose }: GateProps) {
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
      setTrouble(errorMessage(error))
    }
  }
  const from = registryModel.now[alias]
  const name = termsText.alias[alias]
  return (
    <div ref={scrollIntoView} className={styles.panel}>
      <div className={styles.title}>
        <h4>
          {version === null
            ? text.remove({ alias: name })
            : from === undefined
              ? text.make({ version, alias: name })
              : text.replace({ version, alias: name, from })}
        </h4>
        {gate && <span data-verdict={gate.verdict}>{gateSummary(gate)}</span>}
      </div>
      {version === null && <p className={styles.soft}>{text.removeNote({ alias: name })}</p>}
      {version !== null && <GateProgress asked={state} />}
      <form
        className={styles.actions}
        onSubmit={(event) => {
          event.preventDefault()
          void move()
        }}
      >
        <div className={styles.reason}>
          <TextField
            label={failed ? text.whyAnyway : text.why}
            layout="stack"
            reportOn="typing"
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
          {version === null ? text.confirmRemove : failed ? text.confirmAnyway : text.confirm}
        </Button>
        <Button onClick={onClose}>{text.cancel}</Button>
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
