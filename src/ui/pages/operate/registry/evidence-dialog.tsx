/** @file EvidenceDialog: shows the gate's evidence for a version without moving an alias. */
import { gateText as text } from '../../../../messages/en/operate/registry'
import { Dialog } from '../../../kit/dialog'
import { GateEvidence, GateProgress, gateSummary, useGate } from './gate-evidence'
import styles from './registry.module.css'

interface EvidenceProps {
  readonly model: string
  readonly version: number
  readonly onClose: () => void
}

/** Shows the evidence for a version. */
export function EvidenceDialog({ model, version, onClose }: EvidenceProps) {
  const gate = useGate(model, version)
  return (
    <Dialog open width="broad" title={text.title({ model, version })} onClose={onClose}>
      <GateProgress asked={gate} />
      {gate.tag === 'found' && (
        <div className={styles.evidence}>
          <p>
            <span data-verdict={gate.found.gate.verdict}>{gateSummary(gate.found.gate)}</span>
          </p>
          <GateEvidence found={gate.found} />
        </div>
      )}
    </Dialog>
  )
}
