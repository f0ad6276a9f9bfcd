/** @file CameraScreen: shows the camera image, or why there is none. */
import { collectText } from '../../../../messages/en/data/collect'
import styles from './camera-screen.module.css'
import type { Camera } from './use-camera'

const text = collectText.camera

export interface CameraScreenProps {
  readonly camera: Pick<Camera, 'state' | 'video'>
  readonly mirrored: boolean
  /** Text shown before the camera is turned on. */
  readonly off: string
}

/** The camera image. It is square like the captured images, and mirrored if the captured images are mirrored. */
export function CameraScreen({ camera: { state, video }, mirrored, off }: CameraScreenProps) {
  const on = state.tag === 'on'
  return (
    <div className={styles.screen}>
      <video ref={video} muted playsInline aria-label={text.video} data-mirrored={mirrored ? 'yes' : 'no'} />
      {!on && (
        <p role="status">
          {state.tag === 'asking' && text.waiting}
          {state.tag === 'failed' && state.why}
          {state.tag === 'off' && off}
        </p>
      )}
    </div>
  )
}
