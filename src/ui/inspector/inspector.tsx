/** @file Inspector: what is selected, in full; with nothing selected, the network as a list. Loaded when it is first shown. */
import { INSPECTOR_ID } from '../canvas/use-keys'
import { useSelect } from '../studio-context'
import styles from './inspector.module.css'
import { NetworkPanel, SeveralPanel } from './network-panel'
import { NodePanel } from './node-panel'

/** The panel beside the canvas. */
export function Inspector() {
  const selection = useSelect((state) => state.selection)
  const [only] = selection
  return (
    <div id={INSPECTOR_ID} className={styles.inspector}>
      {only === undefined ? (
        <NetworkPanel />
      ) : selection.length === 1 ? (
        <NodePanel key={only} id={only} />
      ) : (
        <SeveralPanel ids={selection} />
      )}
    </div>
  )
}

export default Inspector
