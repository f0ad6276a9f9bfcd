/** @file EvidenceDialog: what the gate found of a version, to be looked at where one stands: nothing is moved from here. */
import { Dialog } from '../../../kit/dialog'
import { GateEvidence, GateWait, gateWords, useGate } from './gate-evidence'
import styles from './registry.module.css'

interface EvidenceProps {
  readonly model: string
  readonly version: number
  readonly onClose: () => void
}

/** The evidence of a version. */
export function EvidenceDialog({ model, version, onClose }: EvidenceProps) {
  const asked = useGate(model, version)
  return (
    <Dialog open width="broad" title={`The evidence on version ${version} of ${model}`} onClose={onClose}>
      <GateWait asked={asked} />
      {asked.tag === 'found' && (
        <div className={styles.evidence}>
          <p>
            <span data-verdict={asked.found.gate.verdict}>{gateWords(asked.found.gate)}</span>
          </p>
          <GateEvidence found={asked.found} />
        </div>
      )}
    </Dialog>
  )
}
