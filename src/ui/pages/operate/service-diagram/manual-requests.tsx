/**
 * @file ManualRequests: the section of a source's panel for sending requests from the camera, the drawing pad or
 * sliders. These requests are logged like all others.
 */
import { lazy, Suspense, useState } from 'react'
import { serviceText, manualRequestsText as text } from '../../../../messages/en/operate/service'
import type { ModelMeta } from '../../../../serving/http/model-metadata'
import kit from '../../../kit/kit.module.css'
import inspector from '../../../inspector/inspector.module.css'
import { Button } from '../../../kit/button'
import { Segmented } from '../../../kit/segmented'
import { useRunCommand } from '../../../studio-context'
import { firstValues, TryForm, useMeta } from '../url'
import { useOperate } from '../use-operate'
import styles from './drawing.module.css'
import { formRow, imageColumnOf, ResponseInView, useSend } from './manual-request'

const CameraFeed = lazy(() => import('./camera-feed'))

/** The "manual requests" section in a source's panel. */
export function ManualRequests() {
  const run = useRunCommand()
  const serving = useOperate((state) => state.serving.tag)
  const meta = useMeta()
  return (
    <section className={`${kit.stack} ${kit.top} ${kit.below}`} aria-label={text.title}>
      <h4 className={inspector.title}>{text.title}</h4>
      {serving === 'on' ? (
        meta && <InputChoice meta={meta} />
      ) : (
        <>
          <p className={kit.soft}>{text.needsServing}</p>
          <Button size="small" icon="play" disabled={serving === 'opening'} onClick={() => run('service.start')}>
            {serving === 'opening' ? serviceText.warmingUp : serviceText.serve}
          </Button>
        </>
      )}
    </section>
  )
}

const IMAGE_INPUTS = [
  { value: 'camera', title: text.from.camera },
  { value: 'pad', title: text.from.pad },
] as const

function InputChoice({ meta }: { readonly meta: ModelMeta }) {
  const [input, setWay] = useState<'camera' | 'pad'>('camera')
  const image = imageColumnOf(meta)
  return (
    <>
      {image && (
        <Segmented label={text.from.label} layout="bare" value={input} options={IMAGE_INPUTS} onChange={setWay} />
      )}
      <Suspense>
        {image && input === 'camera' ? (
          <CameraFeed meta={meta} image={image} />
        ) : (
          <ManualForm key={meta.name} meta={meta} source={image ? 'pad' : 'sliders'} />
        )}
      </Suspense>
    </>
  )
}

interface ManualFormProps {
  readonly meta: ModelMeta
  readonly source: 'pad' | 'sliders'
}

function ManualForm({ meta, source }: ManualFormProps) {
  const [values, setValues] = useState(() => firstValues(meta))
  const sending = useSend(source)
  return (
    <form
      className={`${kit.stack} ${kit.top} ${kit.below}`}
      onSubmit={(event) => {
        event.preventDefault()
        sending.send(() => formRow(meta, values))
      }}
    >
      <div className={`${kit.stack} ${styles.fields}`}>
        <TryForm meta={meta} values={values} onChange={setValues} />
      </div>
      <Button type="submit" tone="primary" size="small" icon="play">
        {text.send}
      </Button>
      <ResponseInView {...sending} />
    </form>
  )
}
