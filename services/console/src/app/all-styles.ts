// All of Mantine's styles, loaded with the first page or part that is not on the first screen.
import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
