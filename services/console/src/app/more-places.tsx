import './all-styles';
import { Drawer } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFocusBack } from '../parts/use-focus-back';
import { PlaceLink, type Place } from './place-link';

/** What does not fit into the tabs of a phone. */
export default function MorePlaces({ title, places, close }: { title: string; places: Place[]; close: () => void }) {
  const { t } = useTranslation();
  useFocusBack();
  return (
    <Drawer opened onClose={close} position="bottom" size="auto" title={title} closeButtonProps={{ 'aria-label': t('action.close') }}>
      {places.map((place) => (
        <PlaceLink key={place.to} {...place} onClick={close} />
      ))}
    </Drawer>
  );
}
