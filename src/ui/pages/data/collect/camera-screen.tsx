/** @file CameraScreen: what the camera sees, or why nothing is seen. */
import styles from './camera-screen.module.css'
import type { Camera } from './use-camera'

export interface CameraScreenProps {
  readonly camera: Pick<Camera, 'state' | 'video'>
  readonly mirrored: boolean
  /** What is said before it is turned on. */
  readonly off: string
}

/** Square, as pictures of it are, and mirrored where they are. */
export function CameraScreen({ camera: { state, video }, mirrored, off }: CameraScreenProps) {
  const on = state.tag === 'on'
  return (
    <div className={styles.screen}>
      <video ref={video} muted playsInline aria-label="What the camera sees" data-mirrored={mirrored ? 'yes' : 'no'} />
      {!on && (
        <p role="status">
          {state.tag === 'asking' && 'Waiting for your permission to use the camera'}
          {state.tag === 'failed' && state.why}
          {state.tag === 'off' && off}
        </p>
      )}
    </div>
  )
}
