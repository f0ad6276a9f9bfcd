/** @file Face: what an end of the drawing shows: a pad, sliders, a plane to point at, or the answer. */
import { shapeWords } from '../../../base/messages/words'
import type { DrawnNode } from '../../../graph/drawing'
import { schemaOf } from '../../../studio/document'
import { useSelect } from '../../studio-context'
import { AnswerFace } from './answer-face'
import styles from './face.module.css'
import { PadFace } from './pad-face'
import { PlaneFace } from './plane-face'
import { SlidersFace } from './sliders-face'

/** The face of an input or output node. */
export function Face({ node }: { readonly node: DrawnNode }) {
  return node.kind === 'input' ? <InputFace node={node} /> : <AnswerFace node={node} />
}

function InputFace({ node }: { readonly node: DrawnNode }) {
  const binding = useSelect((state) => state.report.binding.inputs.find((one) => one.node === node.id))
  const schema = useSelect(schemaOf)
  if (!binding || !schema) return <p className={styles.hint}>No data feeds this input yet.</p>
  const first = schema.columns.find(({ name }) => name === binding.columns[0])
  if (first?.type === 'image') return <PadFace label={node.label} column={first} />
  if (schema.kind === 'points' && binding.columns.length === 2)
    return <PlaneFace label={node.label} columns={binding.columns} />
  if (binding.columns.length > 0) return <SlidersFace label={node.label} columns={binding.columns} />
  return <p className={styles.hint}>{shapeWords(binding.shape)}</p>
}
