/**
 * @file A camera: its video stream, which ends when the view closes, and single frames in the form that a dataset
 * stores.
 */

import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import { centerCrop, toGray } from '../../../../ingest/images/check-image'
import { collectText } from '../../../../messages/en/collect'
import { useStoredSetting } from '../../../kit/use-stored-setting'

const text = collectText.camera

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
  /** Captures the center of the current frame; undefined before the first frame. */
  shoot(
    form: { readonly side: number; readonly channels: number },
    mirrored: boolean,
  ): Uint8Array<ArrayBuffer> | undefined
}

/** A camera that is off until `start` is called. */
export function useCamera(): Camera {
  const video = useRef<HTMLVideoElement>(null)
  const stream = useRef<MediaStream>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  /** Counts requests, so that permission granted after the view has closed does not leave the camera on. */
  const requested = useRef(0)
  const [state, setState] = useState<CameraState>({ tag: 'off' })

  const end = useCallback(() => {
    requested.current++
    for (const track of stream.current?.getTracks() ?? []) track.stop()
    stream.current = null
    if (video.current) video.current.srcObject = null
  }, [])
  useEffect(() => end, [end])

  async function begin(): Promise<void> {
    end()
    const current = requested.current
    const missing = unavailableText()
    if (missing) return setState({ tag: 'failed', why: missing })
    setState({ tag: 'asking' })
    try {
      const media = await navigator.mediaDevices.getUserMedia({
        video: { width: { ideal: 640 }, height: { ideal: 480 }, facingMode: 'user' },
      })
      if (current !== requested.current) {
        for (const track of media.getTracks()) track.stop()
        return
      }
      stream.current = media
      media.getVideoTracks()[0]?.addEventListener('ended', () => {
        if (current !== requested.current) return
        end()
        setState({ tag: 'failed', why: text.lost })
      })
      setState({ tag: 'on' })
      if (video.current) {
        video.current.srcObject = media
        await video.current.play().catch(() => undefined)
      }
    } catch (error) {
      if (current === requested.current) setState({ tag: 'failed', why: failureText(error) })
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
      const { left, top, right, bottom } = centerCrop(from, { width: side, height: side })
      pen.imageSmoothingQuality = 'high'
      if (mirrored) {
        pen.translate(side, 0)
        pen.scale(-1, 1)
      }
      pen.drawImage(seen, left, top, right - left, bottom - top, 0, 0, side, side)
      const { data } = pen.getImageData(0, 0, side, side)
      const colors = new Uint8Array(side * side * 3)
      for (let i = 0; i < side * side; i++) colors.set(data.subarray(4 * i, 4 * i + 3), 3 * i)
      return channels === 1 ? toGray(colors) : colors
    },
  }
}

/**
 * Whether camera images are mirrored. It is one setting for collecting and for predicting, because a model that was
 * trained on mirrored images confuses left and right in images that are not mirrored.
 */
export function useMirrored(): readonly [boolean, (mirrored: boolean) => void] {
  return useStoredSetting<boolean>('camera.mirrored', true)
}

/** Explains why this page cannot use a camera; undefined if it can. */
function unavailableText(): string | undefined {
  if (!window.isSecureContext) return text.insecure
  return navigator.mediaDevices === undefined ? text.unsupported : undefined
}

function failureText(error: unknown): string {
  const name = error instanceof DOMException ? error.name : ''
  if (name === 'NotAllowedError') return text.denied
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return text.notFound
  if (name === 'NotReadableError') return text.busy
  return text.failed({ why: error instanceof Error ? error.message : String(error) })
}
