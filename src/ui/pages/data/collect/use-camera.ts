/** @file useCamera: the camera's picture in a video, and single pictures of it as a set has them. The stream ends with the view. */
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import { covered, toGrey } from '../../../../ingest/pictures/decoder'

export type CameraState =
  | { readonly tag: 'off' }
  | { readonly tag: 'asking' }
  | { readonly tag: 'on' }
  | { readonly tag: 'failed'; readonly why: string }

export interface Camera {
  readonly state: CameraState
  readonly video: RefObject<HTMLVideoElement | null>
  start(): void
  stop(): void
  /** The middle of what is seen now; undefined before the first frame. */
  shoot(
    form: { readonly side: number; readonly channels: number },
    mirrored: boolean,
  ): Uint8Array<ArrayBuffer> | undefined
}

/** A camera that is asked for by `start`. */
export function useCamera(): Camera {
  const video = useRef<HTMLVideoElement>(null)
  const stream = useRef<MediaStream>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  /** Counts requests: an answer that comes after the view has closed must not leave the camera on. */
  const asked = useRef(0)
  const [state, setState] = useState<CameraState>({ tag: 'off' })

  const end = useCallback(() => {
    asked.current++
    for (const track of stream.current?.getTracks() ?? []) track.stop()
    stream.current = null
    if (video.current) video.current.srcObject = null
  }, [])
  useEffect(() => end, [end])

  async function begin(): Promise<void> {
    end()
    const mine = asked.current
    const missing = missingWords()
    if (missing) return setState({ tag: 'failed', why: missing })
    setState({ tag: 'asking' })
    try {
      const given = await navigator.mediaDevices.getUserMedia({
        video: { width: { ideal: 640 }, height: { ideal: 480 }, facingMode: 'user' },
      })
      if (mine !== asked.current) {
        for (const track of given.getTracks()) track.stop()
        return
      }
      stream.current = given
      given.getVideoTracks()[0]?.addEventListener('ended', () => {
        if (mine !== asked.current) return
        end()
        setState({
          tag: 'failed',
          why: 'The camera was taken away. Plug it in, or close what else uses it, and turn it on again.',
        })
      })
      setState({ tag: 'on' })
      if (video.current) {
        video.current.srcObject = given
        await video.current.play().catch(() => undefined)
      }
    } catch (error) {
      if (mine === asked.current) setState({ tag: 'failed', why: whyWords(error) })
    }
  }

  return {
    state,
    video,
    start: () => void begin(),
    stop() {
      end()
      setState({ tag: 'off' })
    },
    shoot({ side, channels }, mirrored) {
      const seen = video.current
      if (!seen || seen.videoWidth === 0) return undefined
      canvas.current ??= document.createElement('canvas')
      Object.assign(canvas.current, { width: side, height: side })
      const pen = canvas.current.getContext('2d', { willReadFrequently: true, alpha: false })
      if (!pen) return undefined
      const from = { width: seen.videoWidth, height: seen.videoHeight }
      const { left, top, right, bottom } = covered(from, { width: side, height: side })
      pen.imageSmoothingQuality = 'high'
      if (mirrored) {
        pen.translate(side, 0)
        pen.scale(-1, 1)
      }
      pen.drawImage(seen, left, top, right - left, bottom - top, 0, 0, side, side)
      const { data } = pen.getImageData(0, 0, side, side)
      const colours = new Uint8Array(side * side * 3)
      for (let i = 0; i < side * side; i++) colours.set(data.subarray(4 * i, 4 * i + 3), 3 * i)
      return channels === 1 ? toGrey(colours) : colours
    },
  }
}

/** Why no camera can be asked for here; undefined where one can. */
function missingWords(): string | undefined {
  if (!window.isSecureContext)
    return 'A browser gives its camera to pages on https or localhost alone. Open Netloom there, or bring pictures from files.'
  return navigator.mediaDevices === undefined
    ? 'This browser has no way to a camera. Bring pictures from files.'
    : undefined
}

function whyWords(error: unknown): string {
  const name = error instanceof DOMException ? error.name : ''
  if (name === 'NotAllowedError')
    return 'The camera is not allowed for this page. Allow it beside the address of the page, then turn it on again.'
  if (name === 'NotFoundError' || name === 'OverconstrainedError')
    return 'No camera was found. Plug one in, or bring pictures from files.'
  if (name === 'NotReadableError') return 'The camera is in use elsewhere. Close what uses it, then turn it on again.'
  return `The camera did not start: ${error instanceof Error ? error.message : String(error)}`
}
