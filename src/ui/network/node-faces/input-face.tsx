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
import kit from '../../kit/kit.module.css'
import styles from './faces.module.css'

const PadFace = lazy(() => import('./drawing-pad-face').then(({ PadFace }) => ({ default: PadFace })))
const PlaneFace = lazy(() => import('./plane-face'))
const SlidersFace = lazy(() => import('./sliders-face'))

/** The height of a pad with its buttons, in canvas pixels. */
const PAD_SPACE = 118

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
  const isReady = useSelect((state) => state.ready)
  if (!binding || !schema) return <p className={`${kit.caption} ${styles.hint}`}>{networkText.input.noData}</p>
  const first = schema.columns.find(({ name }) => name === binding.columns[0])
  if (first?.type === 'image') {
    // The space of the pad, so that the node keeps its height when the pad loads.
    const space = <div style={{ height: PAD_SPACE }} />
    return isReady ? (
      <Suspense fallback={space}>
        <PadFace node={node} column={first} />
      </Suspense>
    ) : (
      space
    )
  }
  if (schema.kind === 'points' && binding.columns.length === 2)
    return <PlaneFace label={node.label} columns={binding.columns} />
  if (binding.columns.length > 0) return <SlidersFace label={node.label} columns={binding.columns} />
  return <p className={`${kit.caption} ${styles.hint}`}>{dimensions(binding.shape)}</p>
}
