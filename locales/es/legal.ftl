# Textos legales y consentimiento.

legal-collected = Guardamos su nombre, su dirección de correo y su idioma para gestionar su cuenta, y lo que hace en la comunidad para que funcione para todos. Su posición y su uso de la aplicación se guardan solo si está de acuerdo. Puede obtener una copia de todo, o hacer que se borre, en cualquier momento.

# A new version waits for consent.
legal-new-title = Nuestros textos han cambiado
legal-new-words = Lea la versión nueva y acéptela para seguir. Lo que ha hecho hasta ahora está a salvo y se envía.
legal-new-yes = Aceptar y seguir
legal-new-no = Sin su consentimiento aquí no se hace nada nuevo. Su cuenta y sus datos quedan como están.
legal-new-tick = Marque primero lo que acepta.
