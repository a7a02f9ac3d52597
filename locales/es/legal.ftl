# Textos legales y consentimiento.

legal-collected = Guardamos su nombre, su dirección de correo y su idioma para gestionar su cuenta, y lo que hace en la comunidad para que funcione para todos. Su posición y su uso de la aplicación se guardan solo si está de acuerdo. Puede obtener una copia de todo, o hacer que se borre, en cualquier momento.
