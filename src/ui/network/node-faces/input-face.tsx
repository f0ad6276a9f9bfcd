/**
 * @file InputFace: the control on an input node for trying out the network: a drawing pad, sliders, or a point on a
 * plane.
 */
import { lazy, type MouseEvent, Suspense } from 'react'
import type { DrawnNode } from '../../../graph/drawing'
import { networkText } from '../../../messages/en/network'
import { dimensions } from '../../../messages/format'
import { schemaOf } from '../../../studio/data/data-session'
import { useSelect } from '../../studio-context'
import { PadFace } from './drawing-pad-face'
import kit from '../../kit/kit.module.css'
import styles from './faces.module.css'

const PlaneFace = lazy(() => import('./plane-face'))
const SlidersFace = lazy(() => import('./sliders-face'))

/** Renders the face of an input node. */
export function InputFace({ node }: { readonly node: DrawnNode }) {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: the handler only stops the event.
    <div onClick={stopPropagation}>
      <Suspense>
        <InputControl node={node} />
      </Suspense>
    </div>
  )
}

/** Drawing or moving a slider does not select the node, so that no panel opens over the canvas. */
function stopPropagation(event: MouseEvent): void {
  event.stopPropagation()
}

function InputControl({ node }: { readonly node: DrawnNode }) {
  const binding = useSelect((state) => state.report.binding.inputs.find((one) => one.node === node.id))
  const schema = useSelect(schemaOf)
  if (!binding || !schema) return <p className={`${kit.caption} ${styles.hint}`}>{networkText.input.noData}</p>
  const first = schema.columns.find(({ name }) => name === binding.columns[0])
  if (first?.type === 'image') return <PadFace node={node} column={first} />
  if (schema.kind === 'points' && binding.columns.length === 2)
    return <PlaneFace label={node.label} columns={binding.columns} />
  if (binding.columns.length > 0) return <SlidersFace label={node.label} columns={binding.columns} />
  return <p className={`${kit.caption} ${styles.hint}`}>{dimensions(binding.shape)}</p>
}
