import './all-styles';
import { Modal, NavLink, ScrollArea, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useFocusBack } from '../parts/use-focus-back';
import { usePlaces } from './navigation';
import { useRecordsCalled } from './use-records-called';

/** Ctrl-K: some letters of the name of a screen, a lead, a deal or a contract, and Enter. */
export default function Spotlight({ close }: { close: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  useFocusBack();
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState(0);
  const screens = usePlaces();
  const records = useRecordsCalled(query, screens);
  const found = [...screens.filter(({ text, to }) => `${text} ${to}`.toLowerCase().includes(query.trim().toLowerCase())), ...records];
  const go = (to: string) => {
    close();
    void navigate(to);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && found.length > 0) {
      event.preventDefault();
      setChosen((chosen + step + found.length) % found.length);
    }
    if (event.key === 'Enter' && found[chosen]) go(found[chosen].to);
  };
  return (
    <Modal opened onClose={close} title={t('shell.search')} size="lg" yOffset="10dvh" closeButtonProps={{ 'aria-label': t('action.close') }}>
      <TextInput
        data-autofocus
        aria-label={t('shell.searchFor')}
        placeholder={t('shell.searchFor')}
        leftSection={<IconSearch aria-hidden size={18} />}
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          setChosen(0);
        }}
        onKeyDown={onKeyDown}
        role="combobox"
        aria-expanded
        aria-controls="places"
        aria-activedescendant={found[chosen] ? `place${chosen}` : undefined}
      />
      <ScrollArea.Autosize mah="50dvh" mt="sm" id="places" role="listbox" aria-label={t('shell.search')}>
        {found.map(({ to, text, icon: Icon }, at) => (
          <NavLink key={to} id={`place${at}`} role="option" aria-selected={at === chosen} component="button" type="button" tabIndex={-1} active={at === chosen} label={text} leftSection={<Icon aria-hidden size={20} />} onClick={() => go(to)} mih={44} />
        ))}
      </ScrollArea.Autosize>
      {found.length === 0 && <p role="status">{t('state.nothingFound')}</p>}
    </Modal>
  );
}
