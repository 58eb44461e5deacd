import { Button, FileButton } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { Icon } from '../../parts/icons'
import { useWords } from '../../words/words'
import css from './Heatmaps.module.css'

interface ChoiceProps {
  picture: ImageBitmap | null
  onChange: (picture: ImageBitmap | null) => void
}

/** Lays a picture of the page under its clicks, or takes it away. It is read here and sent nowhere. */
export function PictureChoice({ picture, onChange }: ChoiceProps) {
  const words = useWords()
  const [unread, setUnread] = useState(false)
  const read = (file: File | null) => {
    if (!file) return
    createImageBitmap(file)
      .then((image) => {
        setUnread(false)
        onChange(image)
      })
      .catch(() => {
        setUnread(true)
      })
  }
  if (picture)
    return (
      <Button size="xs" variant="default" leftSection={<Icon name="close" size={14} />} onClick={() => { onChange(null) }}>
        {words.heatmaps.unlay}
      </Button>
    )
  return (
    <>
      {unread && <span role="alert">{words.heatmaps.unread}</span>}
      <FileButton accept="image/*" onChange={read} inputProps={{ 'aria-label': words.heatmaps.lay }}>
        {(props) => (
          <Button {...props} size="xs" variant="default" title={words.heatmaps.layHint}>
            {words.heatmaps.lay}
          </Button>
        )}
      </FileButton>
    </>
  )
}

/** The picture, as wide as the page and as long as it is. */
export function Picture({ picture, width }: { picture: ImageBitmap; width: number }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    canvas.current?.getContext('2d')?.drawImage(picture, 0, 0)
  }, [picture])
  const height = (width * picture.height) / picture.width
  return <canvas ref={canvas} className={css.picture} width={picture.width} height={picture.height} style={{ width, height }} aria-hidden="true" />
}
