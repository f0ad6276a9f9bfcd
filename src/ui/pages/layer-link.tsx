/** @file LayerLink: the name of a layer; if the layer still exists, clicking it shows the layer in the network. */
import { pageText } from '../../messages/en/pages'
import { useRunCommand, useSelect } from '../studio-context'
import kit from '../kit/kit.module.css'
import styles from './pages.module.css'

/** The label of a layer, as a button if the node exists. */
export function LayerLink({ label, node }: { readonly label: string; readonly node: string | undefined }) {
  const run = useRunCommand()
  const exists = useSelect(({ project }) => project.drawing.nodes.some(({ id }) => id === node))
  if (!exists || node === undefined) return <span title={label}>{label}</span>
  return (
    <button
      type="button"
      className={`${kit.link} ${styles.link}`}
      title={pageText.showLayer({ layer: label })}
      onClick={() => {
        run('select.set', { nodes: [node] })
        run('room.open', { room: 'build' })
      }}
    >
      {label}
    </button>
  )
}
